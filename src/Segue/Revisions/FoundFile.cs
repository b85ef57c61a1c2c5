using System.IO.Enumeration;

namespace Segue.Revisions;

/// <summary>What the file system says of a revision file, without opening it.</summary>
/// <param name="File">Relative to the project, with slashes.</param>
/// <param name="Path">To open it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedAt">UTC, in ticks.</param>
/// <remarks>A class: the framework's generics over a structure of ours are compiled at start-up, which costs more than ten thousand objects.</remarks>
sealed record FoundFile(string File, string Path, long Size, long ModifiedAt)
{
    /// <summary>Found in a folder of seeds.</summary>
    public bool IsSeed { get; init; }

    /// <summary>Those in the folders of versions, then those in the folders of seeds.</summary>
    public static List<FoundFile> In(IReadOnlyList<string> folders, IReadOnlyList<string> seeds, string root, List<Problem> problems)
    {
        var all = In(folders, root, problems);
        if (seeds.Count == 0)
            return all;
        var data = In(seeds, root, problems, areSeeds: true);
        // A folder of seeds may lie in a folder of versions that counts with all folders in it.
        return [.. all.ExceptBy(data.Select(found => found.Path), found => found.Path, StringComparer.Ordinal), .. data.Select(found => found with { IsSeed = true })];
    }

    public static List<FoundFile> In(IReadOnlyList<string> folders, string root, List<Problem> problems, bool areSeeds = false)
    {
        var all = new List<FoundFile>();
        foreach (var folder in folders)
        {
            var location = VersionLocation.Parse(folder, root);
            var shown = System.IO.Path.GetRelativePath(root, location.Folder).Replace('\\', '/');
            if (!Directory.Exists(location.Folder))
            {
                problems.Add(new("folder-missing", $"the folder '{shown}' does not exist")
                {
                    Remedy = areSeeds ? "create it, or correct 'seeds' in segue.json" : "create it with 'segue init', or correct 'versions' in segue.json",
                });
                continue;
            }
            var start = all.Count;
            try
            {
                all.AddRange(Enumerate(location, shown == "." ? "" : shown + "/", areSeeds));
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                problems.Add(new("folder-unreadable", $"the folder '{shown}' cannot be read: {unreadable.Message}"));
            }
            all.Sort(start, all.Count - start, Comparer<FoundFile>.Create((a, b) => string.CompareOrdinal(a.File, b.File)));
        }
        // A folder and one in it may both be named.
        return folders.Count > 1 ? [.. all.DistinctBy(found => found.Path, StringComparer.Ordinal)] : all;
    }

    static FileSystemEnumerable<FoundFile> Enumerate(VersionLocation location, string prefix, bool areSeeds) => new(
        location.Folder,
        (ref entry) =>
        {
            var path = entry.ToFullPath();
            var below = path.AsSpan(location.Folder.Length).TrimStart(System.IO.Path.DirectorySeparatorChar).ToString();
            var file = prefix + below.Replace(System.IO.Path.DirectorySeparatorChar, '/');
            // Size and time of a link are its own (a mounted ConfigMap is made of links): what counts is the file it leads to.
            return entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
                && new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target
                ? new(file, path, target.Length, target.LastWriteTimeUtc.Ticks)
                : new(file, path, entry.Length, entry.LastWriteTimeUtc.UtcTicks);
        },
        // The default passes over what may not be read, and would turn a locked folder into an empty one.
        new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = 0, RecurseSubdirectories = location.IsRecursive })
    {
        // A link can lead back to where it stands.
        ShouldRecursePredicate = static (ref entry) => entry.FileName is not ['.', ..] && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        ShouldIncludePredicate = (ref entry) => !entry.IsDirectory
            && entry.FileName is not ['.', ..]
            && (areSeeds ? SeedFile.IsOne(entry.FileName) : entry.FileName.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || entry.FileName.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)),
    };
}
