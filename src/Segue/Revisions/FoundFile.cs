using System.IO.Enumeration;

namespace Segue.Revisions;

/// <summary>What the file system says of a revision file, without opening it.</summary>
/// <param name="File">Relative to the project, with slashes.</param>
/// <param name="Path">To open it.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ModifiedAt">UTC, in ticks.</param>
readonly record struct FoundFile(string File, string Path, long Size, long ModifiedAt)
{
    public static List<FoundFile> In(IReadOnlyList<string> folders, string root, List<Problem> problems)
    {
        var all = new List<FoundFile>();
        foreach (var folder in folders)
        {
            var directory = System.IO.Path.GetFullPath(folder, root);
            var shown = System.IO.Path.GetRelativePath(root, directory).Replace('\\', '/');
            if (!Directory.Exists(directory))
            {
                problems.Add(new("folder-missing", $"the folder '{shown}' does not exist")
                {
                    Remedy = "create it with 'segue init', or correct 'versions' in segue.json",
                });
                continue;
            }
            var start = all.Count;
            all.AddRange(Enumerate(directory, shown == "." ? "" : shown + "/"));
            all.Sort(start, all.Count - start, Comparer<FoundFile>.Create((a, b) => string.CompareOrdinal(a.File, b.File)));
        }
        return all;
    }

    static FileSystemEnumerable<FoundFile> Enumerate(string directory, string prefix) => new(
        directory,
        (ref entry) =>
        {
            var name = entry.FileName.ToString();
            return new(prefix + name, System.IO.Path.Join(directory, name), entry.Length, entry.LastWriteTimeUtc.UtcTicks);
        })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory
            && entry.FileName is not ['.', ..]
            && entry.FileName.EndsWith(".sql", StringComparison.OrdinalIgnoreCase),
    };
}
