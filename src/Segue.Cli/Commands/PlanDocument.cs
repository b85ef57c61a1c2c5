using System.Globalization;
using Segue.Cli.Output;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Cli.Commands;

/// <summary>A plan, as <c>plan</c> and <c>--dry-run</c> print it.</summary>
sealed record PlanDocument(string Purpose, string Digest, IReadOnlyList<PlanLine> Steps) : Document
{
    /// <summary>Revisions that are planned when these steps are done, because the first of them asks the database what it looks like then.</summary>
    public IReadOnlyList<string>? Later { get; init; }

    public static PlanDocument Of(Plan plan, IReadOnlyList<Step> remaining) =>
        new(plan.Purpose, plan.Digest, [.. remaining.Select(PlanLine.Of)]) { Later = plan.Later is [] ? null : plan.Later };

    /// <summary>One row a step: where it stands in which transaction, what it does, which locks it is expected to take.</summary>
    /// <remarks>Of the plan itself: with thousands of steps the lines of the document take longer than the table.</remarks>
    public static void Write(Plan plan, IReadOnlyList<Step> remaining, Terminal terminal)
    {
        if (remaining.Count == 0)
        {
            terminal.Line("nothing to do");
            return;
        }
        var table = new Table("step", "transaction", "what", "expected lock");
        foreach (var step in remaining)
        {
            table.Add(
                step.Id, step.Unit?.ToString(CultureInfo.InvariantCulture) ?? "none", step.Why,
                step.Locks is [] ? "" : string.Join(", ", step.Locks.Select(one => $"{LockModes.Words(one.Mode)} on {one.Relation}")));
        }
        terminal.Show(table);
        if (plan.Later is [var first, ..])
        {
            terminal.Line($"later: {first} asks the database what it looks like when these steps are done, and is planned then"
                + (plan.Later.Length == 1 ? "" : $"; after it {string.Join(", ", plan.Later.Skip(1))}"));
        }
        terminal.Message(MessageKind.News, $"{plan.Purpose}: {remaining.Count} {(remaining.Count == 1 ? "step" : "steps")}, digest {plan.Digest[..12]}; nothing was done");
    }
}

/// <summary>A step of a plan.</summary>
sealed record PlanLine(string Id, string Revision, string Direction, int? Unit, string What, IReadOnlyList<LockLine> Locks, string? Source)
{
    public static PlanLine Of(Step step) => new(
        step.Id, step.Revision, step.Direction.ToString().ToLowerInvariant(), step.Unit, step.Why,
        [.. step.Locks.Select(one => new LockLine(one.Relation.ToString(), LockModes.Words(one.Mode)))], step.Source?.ToString());
}

/// <summary>An expected lock, in the words of the manual.</summary>
sealed record LockLine(string Relation, string Mode);
