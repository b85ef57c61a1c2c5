namespace Segue.Revisions;

/// <summary>A place of revision files.</summary>
/// <param name="Folder">Absolute, without a separator at its end.</param>
/// <param name="IsRecursive">Whether the folders in it count too; hidden ones and links to folders never do.</param>
public sealed record VersionLocation(string Folder, bool IsRecursive)
{
    const string AllBelow = "**";

    /// <summary>Reads what the settings say: a folder, and <c>/**</c> behind it if the folders in it count too.</summary>
    /// <param name="text">As it is written, relative to <paramref name="root"/> or absolute.</param>
    /// <param name="root">The project.</param>
    public static VersionLocation Parse(string text, string root)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isRecursive = text == AllBelow || text.EndsWith("/" + AllBelow, StringComparison.Ordinal) || text.EndsWith("\\" + AllBelow, StringComparison.Ordinal);
        var folder = isRecursive ? text[..^AllBelow.Length] : text;
        return new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length == 0 ? "." : folder, root)), isRecursive);
    }

    /// <summary>Whether a file in this folder is one of its revisions.</summary>
    /// <param name="folder">Absolute.</param>
    public bool Holds(string folder)
    {
        var relative = Path.GetRelativePath(Folder, folder);
        if (relative == ".")
            return true;
        return IsRecursive && !Path.IsPathRooted(relative) && !relative.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Any(part => part.StartsWith('.'));
    }
}
