using Segue.Sql;

namespace Segue.Sessions;

/// <summary>
/// Recognises a pooler in transaction or statement mode between us and the server. Through one, a session's lock and settings belong to
/// whoever is given the same server connection next: the advisory lock would guard nothing.
/// </summary>
public static class Pooler
{
    /// <summary>Two looks at the process behind a connection: a pooler announces a process of its own making, and in transaction mode lends an idle session's process to the next transaction.</summary>
    /// <exception cref="SegueException">There is one.</exception>
    public static async Task RefuseAsync(Database database, Session session, CancellationToken cancellationToken)
    {
        var process = await ProcessAsync(session, cancellationToken).ConfigureAwait(false);
        if (process == session.ProcessId)
            return;
        var other = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = other.ConfigureAwait(false);
        if (await ProcessAsync(other, cancellationToken).ConfigureAwait(false) != process
            && await ProcessAsync(session, cancellationToken).ConfigureAwait(false) == process)
        {
            // In session mode the process stays ours: now whoever blocks it can be asked for by its number.
            session.ProcessId = process;
            return;
        }
        throw new SegueException(Failure.Error, "The connection goes through a pooler that changes the server process between transactions.")
        {
            State = "nothing was done",
            Next = "give Segue a direct connection, or one through a pool in session mode (PgBouncer: pool_mode = session)",
        };
    }

    static Task<int> ProcessAsync(Session session, CancellationToken cancellationToken) =>
        session.ScalarAsync<int>(new(SqlText.Of($"SELECT pg_backend_pid()")), cancellationToken);
}
