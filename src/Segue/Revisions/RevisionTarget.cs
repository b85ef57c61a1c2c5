using System.Globalization;

namespace Segue.Revisions;

/// <summary>Where a run shall lead: <c>[branch@][name][+n|-n]</c>.</summary>
/// <param name="Branch">A label or revision: only the line it stands in counts; null: all.</param>
/// <param name="Name">
/// <c>head</c>, <c>heads</c>, <c>base</c>, <c>current</c>, a label, a revision or the unique beginning of either; null: <c>current</c>.
/// </param>
/// <param name="Steps">How far to go from there: up if positive; 0: not at all.</param>
public sealed record RevisionTarget(string? Branch, string? Name, int Steps = 0)
{
    /// <summary>The one head.</summary>
    public static RevisionTarget Head { get; } = new(null, "head");

    /// <summary>All heads.</summary>
    public static RevisionTarget Heads { get; } = new(null, "heads");

    /// <summary>Before all revisions.</summary>
    public static RevisionTarget Base { get; } = new(null, "base");

    /// <summary>Whether it depends on what is applied: <c>current</c>, or steps from there.</summary>
    public bool NeedsApplied => Name is null or "current";

    /// <summary>Reads what a person typed.</summary>
    /// <exception cref="SegueException">It cannot be understood.</exception>
    public static RevisionTarget Parse(string text)
    {
        var rest = text.Trim();
        string? branch = null;
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
            (branch, rest) = (rest[..at], rest[(at + 1)..]);
        // A sign counts before a number that ends the text; other tools' revisions have dashes in their names.
        var steps = 0;
        if (rest.AsSpan().LastIndexOfAny('+', '-') is >= 0 and var sign && IsNumber(rest.AsSpan(sign + 1)))
        {
            steps = int.Parse(rest.AsSpan(sign), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            if (steps == 0)
                throw Unreadable(text);
            rest = rest[..sign];
        }
        if (branch is "" || (rest.Length == 0 && steps == 0) || rest.AsSpan().ContainsAny("@: \t"))
            throw Unreadable(text);
        return new(branch, rest.Length == 0 ? null : rest, steps);
    }

    /// <summary>As it is typed.</summary>
    public override string ToString() =>
        (Branch is null ? "" : Branch + "@") + Name + (Steps == 0 ? "" : Steps.ToString("+0;-0", CultureInfo.InvariantCulture));

    static bool IsNumber(ReadOnlySpan<char> text) => text.Length is > 0 and < 10 && !text.ContainsAnyExceptInRange('0', '9');

    static SegueException Unreadable(string text) => new(Failure.Usage, $"'{text}' names no revision")
    {
        Next = "name a revision, the beginning of one, head, heads, base, current, +2, -1, or label@head",
    };
}
