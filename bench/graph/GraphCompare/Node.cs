namespace Segue.GraphCompare;

/// <summary>A revision of the generated graph.</summary>
/// <param name="Number">From 1, in the order of the files.</param>
/// <param name="Parents">Numbers of what it revises.</param>
/// <param name="DependsOn">The number of what it depends on.</param>
sealed record Node(int Number, IReadOnlyList<int> Parents, int? DependsOn)
{
    public string Id => IdOf(Number);

    public static string IdOf(int number) => FormattableString.Invariant($"r{number:00000}");
}
