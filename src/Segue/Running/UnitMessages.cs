using Segue.Revisions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>What is sent for the steps of one transaction, in its order. The runner sends it and a script spells it out: the same value for both.</summary>
static class UnitMessages
{
    /// <param name="journal">Makes the journal rows.</param>
    /// <param name="before">How many steps of the plan come before these.</param>
    /// <param name="steps">The steps of one unit.</param>
    /// <param name="replayed">What the first revision has SET in its earlier part, which is committed already.</param>
    /// <param name="halfWay">For a revision that is not finished in this unit: what the applied set says of it.</param>
    public static List<Message> Transaction(
        Journal journal, int before, IReadOnlyList<Step> steps, IReadOnlyList<Step> replayed, Func<Step, AppliedRevision?> halfWay)
    {
        List<Message> messages = [Message.Word("BEGIN")];
        for (var start = 0; start < steps.Count;)
        {
            var end = start;
            while (end < steps.Count && steps[end].Revision == steps[start].Revision)
                end++;
            var group = steps.Skip(start).Take(end - start).ToList();
            messages.Add(Message.Word("RESET ALL"));
            messages.Add(Settings(group[0].Patience));
            if (start == 0)
                messages.AddRange(replayed.Select(Of));
            AddSteps(messages, group);
            messages.AddRange(OwnRole);
            messages.Add(Message.Journal(journal.Done(before + start, group)));
            if (halfWay(group[^1]) is { } unfinished)
                messages.Add(Message.Journal(journal.HalfWay(group[^1].Direction, unfinished)));
            start = end;
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

    static void AddSteps(List<Message> messages, List<Step> group)
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
