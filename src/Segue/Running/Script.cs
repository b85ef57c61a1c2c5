using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Writes a plan as a psql script that applies the same, journal rows included.</summary>
public static class Script
{
    /// <summary>Writes it.</summary>
    /// <param name="writer">Receives the script.</param>
    /// <param name="plan">What the script does.</param>
    /// <param name="project">Whose journal rows.</param>
    /// <param name="applied">What the plan was made for; on a database in which anything else is applied the script stops before its first change.</param>
    /// <param name="schema">The schema of Segue's own tables.</param>
    /// <param name="options">Its origin, mark and accepted edits go into the journal; what concerns waiting has no place in a script.</param>
    /// <exception cref="SegueException"><see cref="Failure.HalfWay"/>: a script cannot go on where an earlier run stopped. <see cref="Failure.Usage"/>: a C# revision asks or runs code.</exception>
    public static void Write(TextWriter writer, Plan plan, Project project, AppliedSet applied, Identifier schema, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(applied);
        ArgumentNullException.ThrowIfNull(options);
        HalfWay.Refuse(applied);
        RefuseUnforeseen(plan);
        var journal = new Journal(schema, project.Name, Guid.CreateVersion7(options.Clock.GetUtcNow()));
        // The file is UTF-8 whatever psql's surroundings say.
        writer.Write($"""
            \encoding UTF8
            -- {plan.Purpose.ReplaceLineEndings(" ")}
            -- For psql. Applies what `segue` itself would, and writes the same journal.
            \set ON_ERROR_STOP on
            SET client_min_messages = warning;
            DO $$ BEGIN
            IF NOT pg_try_advisory_lock({AdvisoryLock.Key(schema, project.Name)}) OR NOT pg_try_advisory_lock({WorkingLock.Key(schema, project.Name)}) THEN
            RAISE EXCEPTION 'another Segue is at work in this database'; END IF;
            END $$;
            BEGIN;
            {OwnSchema.Lock(schema).ToScript()};

            """);
        OwnTables(writer, schema, options.Origin.Tool);
        writer.Write("COMMIT;\n");
        Guard(writer, applied, schema, project);
        foreach (var command in Occasion.Preparation(project, journal, options, applied))
            writer.WriteLine(command.ToScript() + ";");
        writer.WriteLine(journal.Started(options.Origin, plan, null, options.Tag).ToScript() + ";");
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

    static void RefuseUnforeseen(Plan plan)
    {
        Problem[] problems =
        [
            .. plan.Asked.Concat(plan.Later.Take(1)).Select(revision => new Problem("asks", $"{revision} asks the database before it says what it does")),
            .. plan.Steps.Where(step => step.Work is Work.Code).Select(step => new Problem("code", $"{step.Id} is code and no SQL") { Location = step.Source }),
            .. plan.Steps.Where(step => step.Work is Work.Load or Work.Unload)
                .Select(step => new Problem("file", $"{step.Id} reads or writes a file here") { Location = step.Source }),
        ];
        if (problems.Length > 0)
            throw new SegueException(Failure.Usage, "This cannot be written as a script.") { Problems = problems, State = "nothing was done", Next = "the same without --sql" };
    }

    /// <summary>Each version of them that the database does not have yet.</summary>
    static void OwnTables(TextWriter writer, Identifier schema, string tool)
    {
        for (var version = 0; version < OwnSchema.Version; version++)
        {
            writer.Write($"""
                SELECT {(version == 0
                    ? SqlText.Of($"to_regclass({SqlText.Literal($"{schema}.version")}) IS NULL")
                    : SqlText.Of($"(SELECT max(version) FROM {schema}.version) <= {version}")).Text} AS segue_is_older \gset
                \if :segue_is_older

                """);
            foreach (var command in OwnSchema.Step(schema, version, tool))
                writer.WriteLine(command.ToScript() + ";");
            writer.Write("\\endif\n");
        }
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
        if (ResetsAll(message))
            writer.WriteLine("SET client_encoding = 'UTF8';");
        if (message.Step?.Work is Work.Sql { Statement.CopyData: { } rows })
            writer.Write(rows.EndsWith('\n') || rows.Length == 0 ? $"{rows}\\.\n" : $"{rows}\n\\.\n");
    }

    /// <summary>Then what \encoding has set is gone too.</summary>
    static bool ResetsAll(Message message) =>
        "RESET ALL".Equals(message.Text, StringComparison.OrdinalIgnoreCase) || "DISCARD ALL".Equals(message.Text, StringComparison.OrdinalIgnoreCase);

    /// <summary>A script is made for one state of the database; on any other it stops before its first change.</summary>
    static void Guard(TextWriter writer, AppliedSet applied, Identifier schema, Project project)
    {
        // Which of them a database has depends on when it was last brought to a head; each can run again.
        var ignored = applied.IsAssumed ? project.Graph.Repeatables.Select(header => header.Id).ToHashSet(StringComparer.Ordinal) : [];
        var expected = string.Join('\n', applied.Rows.Where(row => !ignored.Contains(row.Revision.Id)).Select(row => $"{row.Revision.Id}:{row.Revision.Checksum.Text}"));
        var command = new Command(
            SqlText.Of($"""
                SELECT coalesce(string_agg(revision || ':' || checksum, E'\n' ORDER BY revision COLLATE "C"), '') = $2
                AND coalesce(bool_and(state = 'applied'), true) AS segue_fits FROM {schema}.applied WHERE project = $1
                AND revision <> ALL (string_to_array($3, E'\n')) AND NOT (repeatable AND $4)
                """),
            project.Name, expected, string.Join('\n', ignored), applied.IsAssumed);
        writer.Write($"""
            {command.ToScript()} \gset
            \if :segue_fits
            \else
            DO $$ BEGIN RAISE EXCEPTION 'this script is made for another state of the database'; END $$;
            \endif

            """);
    }
}
