using Segue.Revisions;

namespace Segue.Formats;

/// <summary>A tool that runs files one after the other, in the order of what their names begin with.</summary>
abstract class LinearFormat : RevisionFormat
{
    public sealed override async Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string root, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var found = Find(folder, root, problems);
        var headers = new RevisionHeader[found.Count];
        var wrong = new List<Problem>[found.Count];
        await Parallel.ForAsync(0, headers.Length, cancellationToken, async (at, token) =>
        {
            var header = found[at].ToHeader(this, root);
            var text = await RevisionText.ReadAsync(header.Path, header.File, wrong[at] = [], token).ConfigureAwait(false);
            headers[at] = text is null ? header : header with { Checksum = Checksums.Of(UpgradePart(text)) };
        }).ConfigureAwait(false);
        foreach (var problem in wrong.SelectMany(own => own))
            problems.Add(problem);
        return Chain.Of(headers);
    }

    public sealed override async Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        if (await RevisionText.ReadAsync(header.Path, header.File, problems, cancellationToken).ConfigureAwait(false) is not { } text)
            return null;
        var downgrade = header.Downgrade is { } place
            ? await RevisionText.ReadAsync(place.Path, place.File, problems, cancellationToken).ConfigureAwait(false)
            : null;
        var upgrade = new Sql.SourceText(text, header.File);
        var body = ReadBody(header, upgrade, downgrade is null ? null : new(downgrade, header.Downgrade!.File), variables, problems);
        return new(header with { Checksum = Checksums.Of(UpgradePart(text)) }, body with { IsVerbatim = true }, upgrade);
    }

    /// <summary>What lies in the folder, in the order in which the tool runs it.</summary>
    protected abstract IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems);

    /// <summary>The statements of both ways.</summary>
    /// <param name="header">Which.</param>
    /// <param name="upgrade">The file that applies it.</param>
    /// <param name="downgrade">The file that takes it back, where that is another one and it exists.</param>
    /// <param name="variables">Values of placeholders.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    protected abstract RevisionBody ReadBody(
        RevisionHeader header, Sql.SourceText upgrade, Sql.SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems);

    /// <summary>What the checksum is of: a way back that is written later is no edit of what was applied.</summary>
    protected virtual string UpgradePart(string text) => text;
}
