namespace Segue.Revisions;

/// <summary>Reads the headers of all revision files.</summary>
public static class RevisionFolders
{
    const int FirstRead = 4 * 1024;

    /// <summary>
    /// Reads the headers of all <c>*.sql</c> and <c>*.cs</c> files directly in the folders; only the beginning of each file is read, and no checksum is
    /// made.
    /// </summary>
    /// <param name="folders">Relative to <paramref name="root"/> or absolute. One that does not exist is a problem.</param>
    /// <param name="root">The project: file names in messages are relative to it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<RevisionListing> ReadAsync(
        IReadOnlyList<string> folders, string root, CancellationToken cancellationToken = default)
    {
        var problems = new List<Problem>();
        var headers = new List<RevisionHeader>();
        foreach (var found in FoundFile.In(folders, root, problems))
        {
            var header = await ReadHeaderAsync(found, problems, cancellationToken).ConfigureAwait(false);
            if (header is not null)
                headers.Add(header);
        }
        return new(() => headers, problems);
    }

    /// <summary>
    /// Reads headers and checksums of all <c>*.sql</c> and <c>*.cs</c> files directly in the folders; what the index knows is not opened.
    /// </summary>
    /// <param name="folders">Relative to <paramref name="root"/> or absolute. One that does not exist is a problem.</param>
    /// <param name="root">The project: file names in messages are relative to it.</param>
    /// <param name="index">Brought up to date.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<RevisionListing> ReadAsync(
        IReadOnlyList<string> folders, string root, RevisionIndex index, CancellationToken cancellationToken = default) =>
        index.ReadAsync(folders, [], root, cancellationToken);

    /// <summary>The same with the files of an environment's data: repeatable revisions that run after all others.</summary>
    /// <param name="folders">Of revisions.</param>
    /// <param name="seeds">Of data: <c>*.sql</c> without a header, and <c>*.csv</c> named for their tables.</param>
    /// <param name="root">The project: file names in messages are relative to it.</param>
    /// <param name="index">Brought up to date.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static Task<RevisionListing> ReadAsync(
        IReadOnlyList<string> folders, IReadOnlyList<string> seeds, string root, RevisionIndex index, CancellationToken cancellationToken = default) =>
        index.ReadAsync(folders, seeds, root, cancellationToken);

    /// <summary>Reads headers and checksums of what another tool wrote into a folder.</summary>
    /// <param name="folder">Relative to <paramref name="root"/> or absolute; exists.</param>
    /// <param name="root">The project: file names in messages are relative to it.</param>
    /// <param name="format">The tool's.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<RevisionListing> ReadAsync(
        string folder, string root, RevisionFormat format, CancellationToken cancellationToken = default)
    {
        var problems = new List<Problem>();
        var headers = await format.ListAsync(Path.GetFullPath(folder, root), root, problems, cancellationToken).ConfigureAwait(false);
        return new(() => headers, problems);
    }

    static async Task<RevisionHeader?> ReadHeaderAsync(FoundFile found, List<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            var beginning = await BeginningAsync(found.Path, cancellationToken).ConfigureAwait(false);
            return HeaderReader.Read(beginning, found.File, found.Path, problems);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(RevisionText.Unreadable(found.File, unreadable));
            return null;
        }
    }

    static async Task<string> BeginningAsync(string path, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(path, options: FileOptions.Asynchronous);
        var bytes = new byte[FirstRead];
        var length = await RandomAccess.ReadAsync(handle, bytes, 0, cancellationToken).ConfigureAwait(false);
        var text = RevisionText.DecodeBeginning(bytes.AsSpan(0, length));
        HeaderLines.Of(text, path, out var isClosed);
        if (isClosed || length < bytes.Length)
            return text;
        // A little more than is allowed, so that a header that is too long is seen to be.
        bytes = new byte[HeaderReader.MaximumLength + 16];
        length = await RandomAccess.ReadAsync(handle, bytes, 0, cancellationToken).ConfigureAwait(false);
        return RevisionText.DecodeBeginning(bytes.AsSpan(0, length));
    }
}
