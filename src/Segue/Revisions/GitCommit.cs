namespace Segue.Revisions;

/// <summary>The commit that is checked out, read from git's own files (gitrepository-layout): no git has to be installed.</summary>
public static class GitCommit
{
    /// <summary>Of the working tree that a folder lies in; null if it is under no git, or has no commit yet.</summary>
    /// <param name="folder">Absolute.</param>
    public static string? Find(string folder)
    {
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            var git = Path.Combine(at, ".git");
            if (Directory.Exists(git))
                return Read(git, git);
            // A worktree or submodule: a file that names the folder.
            if (File.Exists(git) && File.ReadAllText(git).Trim() is var link && link.StartsWith("gitdir: ", StringComparison.Ordinal))
            {
                var own = Path.GetFullPath(link["gitdir: ".Length..], at);
                var common = Path.Combine(own, "commondir");
                return Read(own, File.Exists(common) ? Path.GetFullPath(File.ReadAllText(common).Trim(), own) : own);
            }
        }
        return null;
    }

    static string? Read(string own, string common)
    {
        var head = Path.Combine(own, "HEAD");
        if (!File.Exists(head))
            return null;
        var text = File.ReadAllText(head).Trim();
        if (!text.StartsWith("ref: ", StringComparison.Ordinal))
            return text;
        var name = text["ref: ".Length..];
        foreach (var folder in (string[])[own, common])
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file))
                return File.ReadAllText(file).Trim();
        }
        var packed = Path.Combine(common, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed).FirstOrDefault(line => line.EndsWith(" " + name, StringComparison.Ordinal))?.Split(' ')[0]
            : null;
    }
}
