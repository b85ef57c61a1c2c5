using Npgsql;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Reads from the journal how far the revision that is half way has come.</summary>
static class ProgressReader
{
    /// <summary>The steps of the run that left it half way and of the runs that one resumed; the latest row of each step counts.</summary>
    public static async Task<Progress> ReadAsync(Session session, AppliedRow halfWay, CancellationToken cancellationToken)
    {
        var steps = await session.ListAsync(
            new(SqlText.Of($"""
                WITH RECURSIVE runs AS (
                  SELECT id, resumes, 0 AS age FROM {session.Schema}.run WHERE id = $1
                  UNION ALL
                  SELECT earlier.id, earlier.resumes, age + 1 FROM {session.Schema}.run earlier JOIN runs ON earlier.id = runs.resumes)
                SELECT id, digest, outcome, run_id, ordinal, before, probe, repair FROM (
                  SELECT DISTINCT ON (step.id) step.*, runs.age
                  FROM {session.Schema}.step JOIN runs ON step.run_id = runs.id
                  WHERE step.revision = $2 AND step.direction = $3
                  ORDER BY step.id, runs.age) latest
                WHERE outcome <> 'cleared'
                ORDER BY outcome <> 'done', age DESC, ordinal
                """), halfWay.Run, halfWay.Revision.Id, halfWay.State == AppliedState.Applying ? "up" : "down"),
            row => new ProgressStep(halfWay.Revision.Id, row.GetString(0), row.GetString(1), row.GetString(2), row.GetGuid(3), row.GetInt32(4))
            {
                Before = Text(row, 5),
                Probe = Text(row, 6) is { } probe ? SqlText.FromFile(probe) : null,
                Repair = Text(row, 7) is { } repair ? SqlText.FromFile(repair) : null,
            },
            cancellationToken).ConfigureAwait(false);
        return new(halfWay.Run, steps);
    }

    static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
