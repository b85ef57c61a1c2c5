using Npgsql;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>How files and database stand to each other. Reads only.</summary>
/// <param name="Applied">The applied set.</param>
/// <param name="Pending">What an upgrade to all heads would apply, in order.</param>
/// <param name="Gaps">Of these, the ones below something that is applied.</param>
/// <param name="Orphans">Applied, but without a file here.</param>
/// <param name="Edited">Applied, and edited since.</param>
/// <param name="Gone">Applied repeatable revisions whose files are gone: they stand in nobody's way.</param>
/// <param name="Runs">The latest runs, newest first.</param>
/// <param name="Runner">Who holds the advisory lock now.</param>
public sealed record Overview(
    AppliedSet Applied,
    IReadOnlyList<RevisionHeader> Pending,
    IReadOnlyList<RevisionHeader> Gaps,
    IReadOnlyList<AppliedRow> Orphans,
    IReadOnlyList<AppliedRow> Gone,
    IReadOnlyList<(RevisionHeader File, ChecksumChange Change)> Edited,
    IReadOnlyList<RunRow> Runs,
    Blocker? Runner)
{
    /// <summary>Applied revisions that nothing applied stands on.</summary>
    public IReadOnlyList<RevisionHeader> Current { get; private init; } = [];

    /// <summary>Looks. Takes ACCESS SHARE on Segue's own tables.</summary>
    public static async Task<Overview> ReadAsync(Project project, Database database, CancellationToken cancellationToken = default)
    {
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken).ConfigureAwait(false);
        var graph = project.Graph;
        return new(
            applied,
            [.. graph.UpgradePath(applied.Ids, RevisionTarget.Heads), .. Repeatable.Due(project, applied, RevisionTarget.Heads)],
            graph.Gaps(applied.Ids),
            [.. Running.Orphans.Of(project, applied)],
            [.. Repeatable.Gone(project, applied)],
            [.. EditedFiles.Of(project, applied)],
            await RunsAsync(session, project.Name, 5, cancellationToken).ConfigureAwait(false),
            await Blockers.OfAdvisoryLockAsync(session, AdvisoryLock.Key(session.Schema, project.Name), cancellationToken).ConfigureAwait(false))
        {
            Current = graph.Tips(applied.Ids),
        };
    }

    static async Task<List<RunRow>> RunsAsync(Session session, string project, long most, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ListAsync(
                new(SqlText.Of($"""
                    SELECT latest.* FROM (SELECT NULL::text AS tag) AS version_1 CROSS JOIN LATERAL (
                      SELECT id, purpose, outcome, started_at, finished_at, database_user || ', ' || client_user || '@' || client_host, git_commit, error,
                      lock_retries, lock_wait, tag
                      FROM {session.Schema}.run WHERE project = $1 ORDER BY started_at DESC LIMIT {most}) AS latest
                    ORDER BY started_at DESC
                    """), project),
                row => new RunRow(
                    row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateTimeOffset>(3),
                    row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4), row.GetString(5),
                    row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7),
                    new(row.GetInt32(8), row.GetFieldValue<TimeSpan>(9)))
                {
                    Tag = row.IsDBNull(10) ? null : row.GetString(10),
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return [];
        }
    }
}
