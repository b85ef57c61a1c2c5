using Segue.Revisions;

namespace Segue.Cli.Commands;

/// <summary>Where to, and from where: <c>to</c>, or <c>from:to</c> for a script that asks no database.</summary>
/// <param name="IsRange">A range was typed.</param>
/// <param name="From">Its beginning; null: before all revisions.</param>
/// <param name="To">Its end, or the target.</param>
sealed record Course(bool IsRange, RevisionTarget? From, RevisionTarget To)
{
    /// <summary>Reads what a person typed.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="open">What a range without an end leads to; null: it must have both.</param>
    public static Course Parse(string text, RevisionTarget? open)
    {
        if (!RevisionRange.IsRange(text))
            return new(false, null, RevisionTarget.Parse(text));
        var range = RevisionRange.Parse(text);
        if (open is null && (range.From is null || range.To is null))
            throw new SegueException(Failure.Usage, $"'{text}': the way back needs both ends.") { Next = "write from:to, for example head:base" };
        return new(true, range.From, range.To ?? open!);
    }

    /// <summary>What is applied is asked of the database, not of the user, where there is one.</summary>
    public void RefuseFrom()
    {
        if (IsRange)
        {
            throw new SegueException(Failure.Usage, "A range is for --sql and --dry-run: what is applied in a database is asked of the database.")
            {
                State = "nothing was done",
                Next = $"name only where to go: {To}",
            };
        }
    }
}
