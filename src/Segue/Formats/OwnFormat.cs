using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Segue's own files.</summary>
sealed class OwnFormat : RevisionFormat
{
    public override string Name => "segue";

    public override bool Recognises(string folder) => Beginnings.Of(folder).Any(beginning =>
        beginning.Split('\n').Any(line => line.StartsWith("--", StringComparison.Ordinal) && line[2..].TrimStart().StartsWith("revision:", StringComparison.OrdinalIgnoreCase)));

    public override async Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string root, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var listing = await RevisionFolders.ReadAsync([folder], root, cancellationToken).ConfigureAwait(false);
        foreach (var problem in listing.Problems)
            problems.Add(problem);
        var headers = new RevisionHeader[listing.Headers.Count];
        await Parallel.ForAsync(0, headers.Length, cancellationToken, async (at, token) =>
        {
            var header = listing.Headers[at];
            var text = await RevisionText.ReadAsync(header.Path, header.File, [], token).ConfigureAwait(false);
            headers[at] = header with { Checksum = text is null ? null : Checksums.Of(text) };
        }).ConfigureAwait(false);
        return headers;
    }

    public override Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        RevisionFile.ReadAsync(header, variables, problems, cancellationToken);

    public override string? DowngradePlace(RevisionHeader header) => null;
}
