using System.Globalization;
using System.Numerics;

namespace Segue.Formats;

/// <summary>A file whose name begins with a number and an underscore.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Digits">The number as it is written.</param>
/// <param name="Rest">What follows the underscore.</param>
sealed record NumberedFile(string Path, string Digits, string Rest)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public BigInteger Number { get; } = BigInteger.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Those directly in a folder whose names end like this, by number and then by name.</summary>
    public static IReadOnlyList<NumberedFile> In(string folder, string ending = ".sql") =>
    [
        .. Directory.GetFiles(folder).Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Select(Of).OfType<NumberedFile>()
            .OrderBy(file => file.Number).ThenBy(file => file.Name, StringComparer.Ordinal),
    ];

    static NumberedFile? Of(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        var digits = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && name[digits] == '_' ? new(path, name[..digits], name[(digits + 1)..]) : null;
    }

    /// <summary>The problem of two files that claim one number; null: each has its own.</summary>
    public static IEnumerable<Problem> Repeated(IEnumerable<NumberedFile> files, string root) =>
        files.GroupBy(file => file.Number).Where(group => group.Count() > 1).Select(group => new Problem(
            "repeated-version", $"the version {group.Key} is claimed by {string.Join(" and by ", group.Select(file => file.Name))}")
        {
            Location = new(Revisions.FilePlace.Of(group.Last().Path, root).File, 1, 1),
        });
}
