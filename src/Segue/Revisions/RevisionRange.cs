namespace Segue.Revisions;

/// <summary>A stretch of the graph: <c>[from]:[to]</c>.</summary>
/// <param name="From">Where it begins; null: before all revisions.</param>
/// <param name="To">Where it ends; null: at all heads.</param>
public sealed record RevisionRange(RevisionTarget? From, RevisionTarget? To)
{
    /// <summary>Whether it depends on what is applied. Steps without a name do not: <c>-2:</c> counts from the heads, <c>a:+3</c> from <c>a</c>.</summary>
    public bool NeedsApplied => From?.Name == "current" || To?.Name == "current";

    /// <summary>Whether a person typed a range and not a single target.</summary>
    public static bool IsRange(string text) => text.Contains(':', StringComparison.Ordinal);

    /// <summary>Reads what a person typed.</summary>
    /// <exception cref="SegueException">It cannot be understood.</exception>
    public static RevisionRange Parse(string text)
    {
        if (text.Split(':') is not [var from, var to])
        {
            throw new SegueException(Failure.Usage, $"'{text}' is no range of revisions")
            {
                Next = "write from:to; without from it begins at base, without to it ends at all heads",
            };
        }
        return new(Read(from), Read(to));
    }

    /// <summary>As it is typed.</summary>
    public override string ToString() => $"{From}:{To}";

    static RevisionTarget? Read(string end) => string.IsNullOrWhiteSpace(end) ? null : RevisionTarget.Parse(end);
}
