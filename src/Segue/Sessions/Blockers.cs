using Npgsql;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>Who is in the way: <c>pg_blocking_pids</c> (manual, 9.27) and <c>pg_stat_activity</c>. Takes no lock on any table.</summary>
public static class Blockers
{
    static SqlText Columns => SqlText.Of($"""
        coalesce(a.pid, b.pid, 0), a.usename::text, a.application_name, a.state, coalesce(a.xact_start, a.state_change),
        left(regexp_replace(a.query, '\s+', ' ', 'g'), 200)
        """);

    /// <summary>The sessions that block a given one now.</summary>
    public static Task<List<Blocker>> OfAsync(Session observer, int processId, CancellationToken cancellationToken) =>
        observer.ListAsync(
            new(SqlText.Of($"""
                SELECT {Columns}
                FROM (SELECT DISTINCT unnest(pg_blocking_pids($1)) AS pid) b LEFT JOIN pg_stat_activity a ON a.pid = b.pid
                ORDER BY coalesce(a.xact_start, a.state_change)
                """), processId),
            Read, cancellationToken);

    /// <summary>Who holds an advisory lock with a 64-bit key in the present database; null if it has just been released.</summary>
    public static async Task<Blocker?> OfAdvisoryLockAsync(Session observer, long key, CancellationToken cancellationToken) =>
        (await observer.ListAsync(
            new(SqlText.Of($"""
                SELECT {Columns}
                FROM pg_locks b LEFT JOIN pg_stat_activity a ON a.pid = b.pid
                WHERE b.locktype = 'advisory' AND b.granted AND b.objsubid = 1
                AND b.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (b.classid::int8 << 32) | b.objid::int8 = $1
                """), key),
            Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    static Blocker Read(NpgsqlDataReader row) => new(
        row.GetInt32(0),
        row.IsDBNull(1) ? null : row.GetString(1),
        row.IsDBNull(2) ? null : row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetString(5));
}
