using System.IO.Enumeration;

namespace Segue.Revisions;

/// <summary>Reads the headers of all revision files.</summary>
public static class RevisionFolders
{
    const int FirstRead = 4 * 1024;

    /// <summary>Reads the headers of all <c>*.sql</c> files directly in the folders; only the beginning of each file is read.</summary>
    /// <param name="folders">Relative to <paramref name="root"/> or absolute. One that does not exist is a problem.</param>
    /// <param name="root">The project: file names in messages are relative to it.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<RevisionListing> ReadAsync(IReadOnlyList<string> folders, string root, CancellationToken cancellationToken = default)
    {
        var problems = new List<Problem>();
        var headers = new List<RevisionHeader>();
        foreach (var found in Find(folders, root, problems))
        {
            var header = await ReadHeaderAsync(found, problems, cancellationToken).ConfigureAwait(false);
            if (header is not null)
                headers.Add(header);
        }
        return new(headers, problems);
    }

    /// <summary>What the file system says of a revision file, without opening it.</summary>
    internal readonly record struct Found(string File, string Path, long Size, long ModifiedAt);

    internal static List<Found> Find(IReadOnlyList<string> folders, string root, List<Problem> problems)
    {
        var all = new List<Found>();
        foreach (var folder in folders)
        {
            var directory = Path.GetFullPath(folder, root);
            var shown = Path.GetRelativePath(root, directory).Replace('\\', '/');
            if (!Directory.Exists(directory))
            {
                problems.Add(new("folder-missing", $"the folder '{shown}' does not exist")
                {
                    Remedy = "create it with 'segue init', or correct 'versions' in segue.json",
                });
                continue;
            }
            var prefix = shown == "." ? "" : shown + "/";
            var start = all.Count;
            all.AddRange(new FileSystemEnumerable<Found>(
                directory,
                (ref FileSystemEntry entry) =>
                {
                    var name = entry.FileName.ToString();
                    return new(prefix + name, Path.Join(directory, name), entry.Length, entry.LastWriteTimeUtc.UtcTicks);
                })
            {
                ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory
                    && entry.FileName is not ['.', ..]
                    && entry.FileName.EndsWith(".sql", StringComparison.OrdinalIgnoreCase),
            });
            all.Sort(start, all.Count - start, Comparer<Found>.Create((a, b) => string.CompareOrdinal(a.File, b.File)));
        }
        return all;
    }

    static async Task<RevisionHeader?> ReadHeaderAsync(Found found, List<Problem> problems, CancellationToken cancellationToken)
    {
        using var handle = File.OpenHandle(found.Path, options: FileOptions.Asynchronous);
        var bytes = new byte[FirstRead];
        var length = await RandomAccess.ReadAsync(handle, bytes, 0, cancellationToken).ConfigureAwait(false);
        var text = RevisionText.DecodeBeginning(bytes.AsSpan(0, length));
        HeaderLines.Of(text, out var isClosed);
        if (!isClosed && length == bytes.Length)
        {
            bytes = new byte[HeaderReader.MaximumLength];
            length = await RandomAccess.ReadAsync(handle, bytes, 0, cancellationToken).ConfigureAwait(false);
            text = RevisionText.DecodeBeginning(bytes.AsSpan(0, length));
            HeaderLines.Of(text, out isClosed);
            if (!isClosed && length == bytes.Length)
            {
                problems.Add(new("header-too-long", $"the header does not end within the first {HeaderReader.MaximumLength / 1024} KB")
                {
                    Location = new(found.File, 1, 1),
                    Remedy = "leave an empty line after the docstring",
                });
            }
        }
        return HeaderReader.Read(text, found.File, found.Path, problems);
    }
}
