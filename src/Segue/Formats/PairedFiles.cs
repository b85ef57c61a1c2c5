using System.Globalization;
using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Files <c>1_name.up.sql</c> and <c>1_name.down.sql</c>: the number makes the pair, and the order.</summary>
static class PairedFiles
{
    const string Up = ".up.sql";
    const string Down = ".down.sql";

    public static bool AreIn(string folder) => Directory.GetFiles(folder, "*" + Up).Any(path => char.IsAsciiDigit(Path.GetFileName(path)[0]));

    /// <summary>The revisions of the up files; a down file alone is a problem.</summary>
    public static IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems)
    {
        var ups = NumberedFile.In(folder, Up);
        var downs = NumberedFile.In(folder, Down);
        foreach (var problem in NumberedFile.Repeated(ups, root).Concat(NumberedFile.Repeated(downs, root)))
            problems.Add(problem);
        var downOf = downs.GroupBy(file => file.Number).ToDictionary(group => group.Key, group => group.First().Path);
        foreach (var alone in downs.ExceptBy(ups.Select(up => up.Number), down => down.Number))
        {
            problems.Add(new("no-upgrade", $"the version {alone.Number} has a down file only")
            {
                Location = new(FilePlace.Of(alone.Path, root).File, 1, 1),
                Remedy = "write its up file, an empty one if it has nothing to do",
            });
        }
        return [.. ups.Select(file => Of(file, Up, downOf.GetValueOrDefault(file.Number)))];
    }

    public static FoundRevision Of(NumberedFile file, string ending, string? down) => new(
        file.Number.ToString(CultureInfo.InvariantCulture), ForeignName.ToId(file.Name[..^ending.Length]), ForeignName.ToTitle(file.Rest[..^ending.Length]), file.Path, down);

    public static string DowngradePlace(RevisionHeader header) => header.File[..^Up.Length] + Down;
}
