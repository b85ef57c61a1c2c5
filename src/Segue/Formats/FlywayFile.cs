namespace Segue.Formats;

/// <summary>What Flyway sees in the name of a file.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Kind"><c>V</c>, <c>U</c>, <c>R</c> or <c>B</c>.</param>
/// <param name="Version">Null for a repeatable one.</param>
/// <param name="Description">In words.</param>
sealed record FlywayFile(string Path, char Kind, FlywayVersion? Version, string Description)
{
    const string Ending = ".sql";
    const string Separator = "__";

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Without its ending.</summary>
    public string Stem => Name[..^Ending.Length];

    /// <summary>All in a folder and the folders in it; what is hidden is passed over, and so is every other name.</summary>
    public static IReadOnlyList<FlywayFile> In(string folder) =>
        [.. Directory.GetFiles(folder, "*" + Ending, Everywhere).Order(StringComparer.Ordinal).Select(Of).OfType<FlywayFile>()];

    public static EnumerationOptions Everywhere { get; } = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden };

    static FlywayFile? Of(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        if (!name.EndsWith(Ending, StringComparison.Ordinal) || name is not ['V' or 'U' or 'R' or 'B', ..])
            return null;
        var stem = name[1..^Ending.Length];
        var separator = stem.IndexOf(Separator, StringComparison.Ordinal);
        var (before, description) = separator < 0 ? (stem, "") : (stem[..separator], stem[(separator + Separator.Length)..].Replace('_', ' '));
        if (name[0] == 'R')
            return separator == 0 ? new(path, 'R', null, description) : null;
        return FlywayVersion.Parse(before) is { } version ? new(path, name[0], version, description) : null;
    }
}
