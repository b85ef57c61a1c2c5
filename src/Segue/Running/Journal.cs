using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>What is written into Segue's own tables, as commands: the runner sends them, a script spells them out.</summary>
/// <param name="schema">The schema of Segue's own tables.</param>
/// <param name="project">Whose rows.</param>
/// <param name="run">The run that writes.</param>
sealed class Journal(Identifier schema, string project, Guid run)
{
    /// <summary>Names the column of the answer to <see cref="Done"/>: microseconds since the transaction began, by which progress is seen in a pipeline.</summary>
    public const string DoneColumn = "segue_done";

    static SqlText Answer => SqlText.Of($"RETURNING (extract(epoch FROM clock_timestamp() - now()) * 1000000)::bigint AS {new Identifier(DoneColumn)}");

    public Guid Run => run;

    public Command Started(RunOrigin origin, Plan plan, Guid? resumes, string? tag) => new(
        SqlText.Of($"""
            INSERT INTO {schema}.run (id, project, purpose, client_user, client_host, tool, git_commit, plan_digest, resumes, tag)
            VALUES ($1, $2, $3, $4, $5, $6, $7::text, $8, $9::uuid, $10::text)
            """),
        run, project, plan.Purpose, origin.User, origin.Host, origin.Tool, origin.GitCommit, plan.Digest, resumes, tag);

    public Command Finished(string outcome, LockLosses losses, string? error) => new(
        SqlText.Of($"""
            UPDATE {schema}.run SET outcome = $2, finished_at = clock_timestamp(), lock_retries = $3, lock_wait = $4, error = $5::text
            WHERE id = $1
            """),
        run, outcome, losses.Retries, losses.Waited, error);

    /// <summary>The steps of one revision in one transaction, and with them what becomes of the revision, in one statement whose answer is recognised by <see cref="DoneColumn"/>.</summary>
    public Command Done(int before, IReadOnlyList<Step> steps)
    {
        var first = steps[0];
        var rows = SqlText.Of($"""
            INSERT INTO {schema}.step (run_id, ordinal, id, revision, direction, digest, outcome, started_at, finished_at)
            SELECT $1, $2 + n, id, $3, $4, digest, 'done', now(), clock_timestamp()
            FROM unnest(string_to_array($5, E'\n'), string_to_array($6, E'\n')) WITH ORDINALITY AS t(id, digest, n)
            """);
        object?[] values =
        [
            run, before, first.Revision, Name(first.Direction),
            string.Join('\n', steps.Select(step => step.Id)), string.Join('\n', steps.Select(step => step.Digest)),
        ];
        return steps[^1].Work switch
        {
            Work.Enter enter => new(
                SqlText.Of($"WITH steps AS ({rows}) {Upsert(SqlText.Of($"'applied'"), 7)} {Answer}"),
                [.. values, .. Values(enter.Revision)]),
            Work.Leave => new(
                SqlText.Of($"WITH steps AS ({rows}) DELETE FROM {schema}.applied WHERE project = $7 AND revision = $3 {Answer}"),
                [.. values, project]),
            _ => new(SqlText.Of($"{rows} {Answer}"), [.. values]),
        };
    }

    /// <summary>A part of the revision is committed and a part is still to come.</summary>
    public Command HalfWay(Direction direction, AppliedRevision revision) => direction == Direction.Up
        ? new(Upsert(SqlText.Of($"'applying'"), 1), [.. Values(revision)])
        : new(SqlText.Of($"UPDATE {schema}.applied SET state = 'reverting', run_id = $3 WHERE project = $1 AND revision = $2"),
            project, revision.Id, run);

    /// <summary>It was about to be half way, and its first statement left nothing.</summary>
    public Command Untouched(Direction direction, AppliedRevision revision) => new(
        direction == Direction.Up
            ? SqlText.Of($"DELETE FROM {schema}.applied WHERE project = $1 AND revision = $2 AND state = 'applying'")
            : SqlText.Of($"UPDATE {schema}.applied SET state = 'applied' WHERE project = $1 AND revision = $2 AND state = 'reverting'"),
        project, revision.Id);

    /// <param name="ordinal">Place in the plan, from 1.</param>
    /// <param name="step">What is about to be sent.</param>
    /// <param name="before">What its probe answers now.</param>
    public Command Begun(int ordinal, Step step, string? before) => new(
        SqlText.Of($"""
            INSERT INTO {schema}.step (run_id, ordinal, id, revision, direction, digest, outcome, started_at, before, probe, repair)
            VALUES ($1, $2, $3, $4, $5, $6, 'running', clock_timestamp(), $7::text, $8::text, $9::text)
            """),
        run, ordinal, step.Id, step.Revision, Name(step.Direction), step.Digest, before, step.Probe?.Text, step.Repair?.Text);

    /// <summary>Nothing is left of a step that an earlier run did not finish.</summary>
    public Command Cleared(Guid earlier, int ordinal) => new(
        SqlText.Of($"UPDATE {schema}.step SET outcome = 'cleared', finished_at = coalesce(finished_at, clock_timestamp()) WHERE run_id = $1 AND ordinal = $2"),
        earlier, ordinal);

    public Command Ended(int ordinal, string? error) => new(
        SqlText.Of($"UPDATE {schema}.step SET outcome = $3, finished_at = clock_timestamp(), error = $4::text WHERE run_id = $1 AND ordinal = $2"),
        run, ordinal, error is null ? "done" : "failed", error);

    /// <summary>The edit of an applied file was allowed: its present checksums count from now on.</summary>
    public Command Accepted(AppliedRevision revision) => new(
        SqlText.Of($"UPDATE {schema}.applied SET algorithm = $3, checksum = $4, token_checksum = $5 WHERE project = $1 AND revision = $2"),
        project, revision.Id, revision.Checksum.Algorithm, revision.Checksum.Text, revision.Checksum.Tokens);

    public Command Marked(string name, IEnumerable<string> revisions) => new(
        SqlText.Of($"""
            INSERT INTO {schema}.mark (project, name, revisions) VALUES ($1, $2, string_to_array($3, E'\n'))
            ON CONFLICT (project, name) DO UPDATE SET revisions = excluded.revisions, made_at = clock_timestamp(), made_by = session_user
            """),
        project, name, string.Join('\n', revisions));

    SqlText Upsert(SqlText state, int first) => SqlText.Of($"""
        INSERT INTO {schema}.applied (project, revision, state, title, algorithm, checksum, token_checksum, run_id, repeatable, duration)
        VALUES (${first}, ${first + 1}, {state}, ${first + 2}, ${first + 3}, ${first + 4}, ${first + 5}, ${first + 6}, ${first + 7}, clock_timestamp() - now())
        ON CONFLICT (project, revision) DO UPDATE SET state = excluded.state, title = excluded.title, algorithm = excluded.algorithm,
        checksum = excluded.checksum, token_checksum = excluded.token_checksum, run_id = excluded.run_id, repeatable = excluded.repeatable,
        applied_at = clock_timestamp(), applied_by = session_user, duration = excluded.duration
        """);

    object?[] Values(AppliedRevision revision) =>
        [project, revision.Id, revision.Title, revision.Checksum.Algorithm, revision.Checksum.Text, revision.Checksum.Tokens, run, revision.IsRepeatable];

    static string Name(Direction direction) => direction switch { Direction.Up => "up", Direction.Down => "down", _ => "run" };
}
