namespace Segue.Formats;

/// <summary>What a folder is part of: two tools lay their files down alike, and each belongs to one programming language.</summary>
static class SourceTree
{
    const string Go = "go.mod";
    const string Rust = "Cargo.toml";

    public static bool IsGo(string folder) => Nearest(folder) == Go;

    public static bool IsRust(string folder) => Nearest(folder) == Rust;

    /// <summary>The file that makes the nearest package around a folder, up to the end of its repository.</summary>
    static string? Nearest(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Array.Find([Go, Rust], name => File.Exists(Path.Combine(at.FullName, name))) is { } found)
                return found;
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
                break;
        }
        return null;
    }
}
