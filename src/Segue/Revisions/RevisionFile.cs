using Segue.Sql;

namespace Segue.Revisions;

/// <summary>A revision file, read whole.</summary>
/// <param name="Header">What it is; its checksum is set.</param>
/// <param name="Body">What it does.</param>
/// <param name="Source">Its text.</param>
public sealed record RevisionFile(RevisionHeader Header, RevisionBody Body, SourceText Source)
{
    /// <summary>What a C# file holds instead of a body; null: it is SQL, or was not compiled.</summary>
    public CodeRevision? Code { get; init; }

    /// <summary>Of the whole file.</summary>
    public Checksum Checksum => Header.Checksum!;

    /// <summary>Reads the file of a header that was read before; null where nothing can be made of it.</summary>
    /// <param name="header">Tells path and name.</param>
    /// <param name="variables">Values of the placeholders.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<RevisionFile?> ReadAsync(
        RevisionHeader header,
        IReadOnlyDictionary<string, string> variables,
        ICollection<Problem> problems,
        CancellationToken cancellationToken = default) =>
        header.Format is { } format
            ? format.ReadAsync(header, variables, problems, cancellationToken)
            : header.IsSeed
            ? SeedFile.ReadAsync(header, variables, problems, cancellationToken)
            : ReadAsync(header.Path, header.File, header, variables, problems, cancellationToken);

    /// <summary>Reads a file; null where nothing can be made of it.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="file">As the user knows it.</param>
    /// <param name="variables">Values of the placeholders.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<RevisionFile?> ReadAsync(
        string path,
        string file,
        IReadOnlyDictionary<string, string> variables,
        ICollection<Problem> problems,
        CancellationToken cancellationToken = default) => ReadAsync(path, file, null, variables, problems, cancellationToken);

    static async Task<RevisionFile?> ReadAsync(
        string path,
        string file,
        RevisionHeader? known,
        IReadOnlyDictionary<string, string> variables,
        ICollection<Problem> problems,
        CancellationToken cancellationToken)
    {
        var text = await RevisionText.ReadAsync(path, file, problems, cancellationToken).ConfigureAwait(false);
        return text is null ? null : Read(text, path, file, known, variables, problems);
    }

    /// <summary>Reads a text.</summary>
    public static RevisionFile? Read(
        string text,
        string path,
        string file,
        IReadOnlyDictionary<string, string> variables,
        ICollection<Problem> problems) => Read(text, path, file, null, variables, problems);

    static RevisionFile? Read(
        string text,
        string path,
        string file,
        RevisionHeader? known,
        IReadOnlyDictionary<string, string> variables,
        ICollection<Problem> problems)
    {
        var source = new SourceText(text, file);
        var isKnown = known is { Checksum: not null, ReadFrom: { } digest } && digest == TextDigest.Of(text);
        var header = isKnown ? known : HeaderReader.Read(text, file, path, problems);
        if (RevisionHeader.IsCodeFile(file))
            return header is null ? null : new(isKnown ? header : header with { Checksum = Checksums.Of(text, file) }, new(), source);
        var pieces = StatementSplitter.Split(text);
        var body = BodyReader.Read(source, pieces, variables, problems);
        return header is null ? null : new(isKnown ? header : header with { Checksum = Checksums.Of(text, pieces) }, body, source);
    }
}
