using Segue.Revisions;

namespace Segue.Running;

/// <summary>What is sent for the steps of one transaction, in its order. The runner sends it and a script spells it out: the same value for both.</summary>
static class UnitMessages
{
    /// <param name="journal">Makes the journal rows.</param>
    /// <param name="plan">Of which a part is carried out.</param>
    /// <param name="start">The unit's first step.</param>
    /// <param name="end">The step after its last.</param>
    /// <param name="isFirst">Nothing was sent before: the session has none of our settings yet.</param>
    /// <param name="trustsNobody">Code that nobody sees in the files may set things: reset between all revisions.</param>
    public static List<Message> Transaction(Journal journal, Plan plan, int start, int end, bool isFirst, bool trustsNobody)
    {
        List<Message> messages = [];
        for (var first = start; first < end;)
        {
            var last = first;
            while (last + 1 < end && plan.Steps[last + 1].Revision == plan.Steps[first].Revision)
                last++;
            var group = plan.Steps[first..(last + 1)];
            var isNew = first == 0 || plan.Steps[first - 1].Revision != plan.Steps[first].Revision;
            var isDirty = !isFirst && (trustsNobody || !plan.IsCleanBefore(first));
            if (first == start)
            {
                // In a transaction of its own: default_transaction_isolation and _read_only count when the next one begins.
                if (isDirty)
                    messages.AddRange([Message.Word("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", group[0]), .. Afresh(isNew, group[0]), Message.Word("COMMIT", group[0])]);
                messages.Add(Message.Word("BEGIN", group[0]));
            }
            else if (isDirty)
                messages.AddRange(Afresh(isNew, group[0]));
            if (isFirst || isDirty)
                messages.AddRange(Settings(group[0].Patience, group[0]));
            if (first == start)
                messages.AddRange(plan.SettingsBefore(start).Select(Of));
            isFirst = false;
            AddSteps(messages, group);
            if (trustsNobody || group.Any(step => step.Work is Work.Sql { MaySet: true } or Work.Verify or Work.Code))
                messages.AddRange(OwnRole(group[^1]));
            messages.Add(Message.Journal(journal.Done(first, group), group[^1]));
            if (plan.Unfinished(group[^1]) is { } unfinished)
                messages.Add(Message.Journal(journal.HalfWay(group[^1].Direction, unfinished), group[^1]));
            first = last + 1;
        }
        messages.Add(Message.Word("COMMIT", plan.Steps[end - 1]));
        return messages;
    }

    /// <summary>The journal is written by the role that logged in, whatever role the revision took.</summary>
    /// <param name="at">Where a failure is reported.</param>
    public static Message[] OwnRole(Step? at = null) => [Message.Word("RESET SESSION AUTHORIZATION", at), Message.Word("RESET ROLE", at)];

    /// <summary>The time limits of a step and those after it. SET and no function: a query would take the snapshot that <c>SET TRANSACTION</c> must come before.</summary>
    /// <param name="patience">The limits.</param>
    /// <param name="at">Where a failure is reported.</param>
    public static Message[] Settings(Patience patience, Step? at = null) =>
    [
        Message.Word($"SET lock_timeout = {Milliseconds(patience.LockTimeout)}", at),
        Message.Word($"SET statement_timeout = {Milliseconds(patience.StatementTimeout)}", at),
        Message.Word($"SET idle_in_transaction_session_timeout = {Milliseconds(Patience.IdleInTransaction)}", at),
    ];

    /// <summary>Forgets what the revision before has set; its temporary tables, too, when another revision begins.</summary>
    static Message[] Afresh(bool isNew, Step at) =>
        [.. OwnRole(at), Message.Word("RESET ALL", at), .. isNew ? [Message.Word("DISCARD TEMP", at)] : Array.Empty<Message>()];

    /// <summary>A step's statement as it is sent; a step that only writes the applied set has none of its own.</summary>
    public static Message Of(Step step) => step.Work switch
    {
        Work.Sql sql => new(sql.Statement.Text, null, step),
        Work.Load load => new(load.Copy.Text, null, step),
        Work.Unload unload => new(unload.Copy.Text, null, step),
        Work.Code => new("", null, step),
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
                messages.AddRange(Settings(patience = step.Patience, step));
            messages.AddRange(step.Work is Work.Code ? Fenced(step) : [Of(step)]);
        }
    }

    /// <summary>The server itself objects if the code has ended the transaction, or went on after an error in it.</summary>
    static Message[] Fenced(Step step) => [Message.Word("SAVEPOINT segue_code", step), Of(step), Message.Word("RELEASE SAVEPOINT segue_code", step)];

    // Rounded up: 0 means "no limit" to PostgreSQL.
    static string Milliseconds(TimeSpan span) =>
        ((long)Math.Ceiling(span.TotalMilliseconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
