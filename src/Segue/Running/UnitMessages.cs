using Segue.Revisions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>What is sent for the steps of one transaction, in its order. The runner sends it and a script spells it out: the same value for both.</summary>
static class UnitMessages
{
    /// <param name="journal">Makes the journal rows.</param>
    /// <param name="plan">Of which a part is carried out.</param>
    /// <param name="start">The unit's first step.</param>
    /// <param name="end">The step after its last.</param>
    /// <param name="isFirst">Nothing was sent before: the session has none of our settings yet.</param>
    public static List<Message> Transaction(Journal journal, Plan plan, int start, int end, bool isFirst)
    {
        List<Message> messages = [Message.Word("BEGIN")];
        for (var first = start; first < end;)
        {
            var last = first;
            while (last + 1 < end && plan.Steps[last + 1].Revision == plan.Steps[first].Revision)
                last++;
            var group = plan.Steps[first..(last + 1)];
            if ((isFirst && first == start) || !plan.IsCleanBefore(first))
            {
                messages.Add(Message.Word("RESET ALL"));
                messages.Add(Settings(group[0].Patience));
            }
            if (first == start)
                messages.AddRange(plan.SettingsBefore(start).Select(Of));
            AddSteps(messages, group);
            if (group.Any(step => step.Work is Work.Sql { MaySet: true } or Work.Verify))
                messages.AddRange(OwnRole);
            messages.Add(Message.Journal(journal.Done(first, group)));
            if (plan.Unfinished(group[^1]) is { } unfinished)
                messages.Add(Message.Journal(journal.HalfWay(group[^1].Direction, unfinished)));
            first = last + 1;
        }
        messages.Add(Message.Word("COMMIT"));
        return messages;
    }

    /// <summary>The journal is written by the role that logged in, whatever role the revision took.</summary>
    public static Message[] OwnRole => [Message.Word("RESET SESSION AUTHORIZATION"), Message.Word("RESET ROLE")];

    /// <summary>The time limits of a step and those after it.</summary>
    public static Message Settings(Patience patience) => Message.Journal(new(
        SqlText.Of($"""
            SELECT set_config('lock_timeout', $1, false), set_config('statement_timeout', $2, false),
            set_config('idle_in_transaction_session_timeout', $3, false)
            """),
        Milliseconds(patience.LockTimeout), Milliseconds(patience.StatementTimeout), Milliseconds(Patience.IdleInTransaction)));

    /// <summary>A step's statement as it is sent; a step that only writes the applied set has none of its own.</summary>
    public static Message Of(Step step) => step.Work switch
    {
        Work.Sql sql => new(sql.Statement.Text, null, step),
        Work.Load load => new(load.Copy.Text, null, step),
        Work.Verify verify => new(VerifyStatement.Of(verify.Query), null, step),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static void AddSteps(List<Message> messages, IReadOnlyList<Step> group)
    {
        var patience = group[0].Patience;
        foreach (var step in group)
        {
            if (step.Work is Work.Enter or Work.Leave)
                continue;
            if (step.Patience != patience)
                messages.Add(Settings(patience = step.Patience));
            messages.Add(Of(step));
        }
    }

    // Rounded up: 0 means "no limit" to PostgreSQL.
    static string Milliseconds(TimeSpan span) =>
        ((long)Math.Ceiling(span.TotalMilliseconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
