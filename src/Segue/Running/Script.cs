using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Writes a plan as a psql script that applies the same, journal rows included.</summary>
public static class Script
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Receives the script.</param>
    /// <param name="plan">What the script does. A plan made offline begins at the base.</param>
    /// <param name="schema">The schema of Segue's own tables.</param>
    /// <param name="project">Whose journal rows.</param>
    /// <param name="options">Its origin goes into the journal; what concerns waiting has no place in a script.</param>
    public static void Write(TextWriter writer, Plan plan, Identifier schema, string project, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        var journal = new Journal(schema, project, Guid.CreateVersion7(options.Clock.GetUtcNow()));
        var key = AdvisoryLock.Key(schema, project);
        writer.Write($"""
            -- {plan.Purpose}
            -- For psql. Applies what `segue` itself would, and writes the same journal.
            \set ON_ERROR_STOP on
            SET client_min_messages = warning;
            DO $$ BEGIN
            IF NOT pg_try_advisory_lock({key}) THEN RAISE EXCEPTION 'another Segue is at work in this database'; END IF;
            END $$;
            SELECT to_regclass({SqlText.Literal($"{schema}.version")}) IS NULL AS segue_is_new \gset
            \if :segue_is_new
            BEGIN;

            """);
        foreach (var command in OwnSchema.Script(schema, 0, options.Origin.Tool))
            writer.WriteLine(command.ToScript() + ";");
        writer.Write("COMMIT;\n\\endif\n");
        Guard(writer, plan, schema, project);
        writer.WriteLine(journal.Started(options.Origin, plan, null).ToScript() + ";");
        for (var next = 0; next < plan.Steps.Length;)
        {
            var end = next + 1;
            while (plan.Steps[next].Unit is { } unit && end < plan.Steps.Length && plan.Steps[end].Unit == unit)
                end++;
            foreach (var message in Messages(plan, journal, next, end))
                Write(writer, message);
            next = end;
        }
        writer.WriteLine(journal.Finished("done", default, null).ToScript() + ";");
    }

    static List<Message> Messages(Plan plan, Journal journal, int start, int end) => plan.Steps[start].Unit is not null
        ? UnitMessages.Transaction(journal, plan, start, end, isFirst: start == 0, trustsNobody: true)
        :
        [
            .. SingleMessages.WriteDown(journal, plan, start, begun: true, ended: false, null),
            .. SingleMessages.Prepare(plan, start),
            UnitMessages.Of(plan.Steps[start]),
            .. SingleMessages.WriteDown(journal, plan, start, begun: false, ended: true, null),
        ];

    static void Write(TextWriter writer, Message message)
    {
        writer.Write(message.Own?.ToScript() ?? message.Text);
        writer.WriteLine(";");
        if (message.Step?.Work is Work.Sql { Statement.CopyData: { } rows })
            writer.Write(rows.EndsWith('\n') || rows.Length == 0 ? $"{rows}\\.\n" : $"{rows}\n\\.\n");
    }

    /// <summary>A script is made for one state of the database; on any other it stops before its first change.</summary>
    static void Guard(TextWriter writer, Plan plan, Identifier schema, string project)
    {
        string[] entering = [.. plan.Steps.Where(step => step.Work is Work.Enter).Select(step => step.Revision)];
        string[] leaving = [.. plan.Steps.Where(step => step.Work is Work.Leave).Select(step => step.Revision)];
        var command = new Command(
            SqlText.Of($"""
                DO $$ BEGIN
                IF (SELECT count(*) FROM {schema}.applied WHERE project = $1 AND revision = ANY (string_to_array($2, E'\n'))) > 0
                OR (SELECT count(*) FROM {schema}.applied WHERE project = $1 AND revision = ANY (string_to_array($3, E'\n'))) <> $4 THEN
                RAISE EXCEPTION 'this script is made for another state of the database'; END IF;
                END $$
                """),
            [project, string.Join('\n', entering), string.Join('\n', leaving), leaving.Length]);
        writer.WriteLine(command.ToScript() + ";");
    }
}
