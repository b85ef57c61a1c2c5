using Segue.Revisions;

namespace Segue.Running;

/// <summary>What surrounds a step outside a transaction. The runner sends it and a script spells it out.</summary>
static class SingleMessages
{
    /// <summary>Time limits, and what the revision has SET in its earlier part.</summary>
    public static IEnumerable<Message> Prepare(Plan plan, int index, bool waits = false)
    {
        var step = plan.Steps[index];
        // A CONCURRENTLY that gives up leaves an INVALID index behind and has to begin anew: it may wait, under a watchdog.
        foreach (var limit in UnitMessages.Settings(waits || step.Work is Work.Sql { WaitsForOthers: true }
            ? step.Patience with { LockTimeout = TimeSpan.Zero }
            : step.Patience))
        {
            yield return limit;
        }
        foreach (var earlier in plan.SettingsBefore(index))
            yield return UnitMessages.Of(earlier);
    }

    /// <summary>The journal rows of the step's beginning, of its end, or of both at once.</summary>
    public static IEnumerable<Message> WriteDown(
        Journal journal, Plan plan, int index, bool begun, bool ended, string? error, string? before = null,
        bool leftNothing = false)
    {
        var step = plan.Steps[index];
        yield return Message.Word("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE");
        yield return Message.Word("RESET ALL");
        foreach (var message in UnitMessages.OwnRole(step))
            yield return message;
        if (begun)
            yield return Message.Journal(journal.Begun(index + 1, step, before));
        if (begun && plan.Unfinished(step) is { } unfinished)
            yield return Message.Journal(journal.HalfWay(step.Direction, unfinished));
        if (ended)
            yield return Message.Journal(journal.Ended(index + 1, error));
        if (leftNothing && plan.Unfinished(step) is { } untouched)
            yield return Message.Journal(journal.Untouched(step.Direction, untouched));
        yield return Message.Word("COMMIT");
    }
}
