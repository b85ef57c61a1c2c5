using Npgsql;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>
/// The working connection's own advisory lock, beside that of <see cref="AdvisoryLock"/>. When a program is killed, the server ends its idle
/// connections at once, but the working one only when it next speaks to it: until then the statement goes on, and the COMMIT that came along with
/// it is carried out. Nobody may go on from a state that still changes.
/// </summary>
static class WorkingLock
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(5);

    public static long Key(Identifier schema, string project) => AdvisoryLock.Key(schema, project + "\0working");

    /// <summary>Takes it; a session that holds it belongs to a run whose <see cref="AdvisoryLock"/> is gone, and is ended.</summary>
    /// <param name="working">Will hold it.</param>
    /// <param name="guard">Held already.</param>
    /// <param name="project">Whose.</param>
    /// <param name="patience">For a session that may not be ended, or does not end.</param>
    /// <param name="told">Told once who holds it.</param>
    /// <param name="clock">For the pauses.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Who still holds it when the patience is over; null: it is taken.</returns>
    public static async Task<Blocker?> TakeAsync(
        Session working, AdvisoryLock guard, string project, TimeSpan patience, Action<Blocker> told, TimeProvider clock, CancellationToken cancellationToken)
    {
        var key = Key(working.Schema, project);
        var start = clock.GetTimestamp();
        Blocker? holder = null;
        while (!await working.ScalarAsync<bool>(new(SqlText.Of($"SELECT pg_try_advisory_lock($1)"), key), cancellationToken).ConfigureAwait(false))
        {
            if (await Blockers.OfAdvisoryLockAsync(guard.Session, key, cancellationToken).ConfigureAwait(false) is { } found)
            {
                if (holder is null)
                {
                    told(found);
                    await EndAsync(guard.Session, found.ProcessId, key, cancellationToken).ConfigureAwait(false);
                }
                holder = found;
                if (clock.GetElapsedTime(start) >= (patience > Courtesy ? patience : Courtesy))
                    return holder;
            }
            await Task.Delay(Poll, clock, cancellationToken).ConfigureAwait(false);
        }
        return null;
    }

    /// <summary>Looks again that it holds the lock in the same statement: process numbers are used again.</summary>
    static async Task EndAsync(Session observer, int processId, long key, CancellationToken cancellationToken)
    {
        try
        {
            await observer.SendAsync(cancellationToken, new Command(
                SqlText.Of($"""
                    SELECT pg_terminate_backend(pid) FROM pg_locks
                    WHERE pid = $1 AND locktype = 'advisory' AND granted AND (classid::int8 << 32) | objid::int8 = $2
                    """), processId, key)).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // It is another role's: then it is waited for.
        }
    }
}
