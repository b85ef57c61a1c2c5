using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Segue.Sql;

namespace Segue.Sessions;

/// <summary>
/// One runner at a time: a session advisory lock on a connection of its own, so that it spans transactions and ends with its holder.
/// It is polled for, never waited for: a session blocked in <c>pg_advisory_lock</c> holds a snapshot that CREATE INDEX CONCURRENTLY
/// waits for, and the two deadlock (manual, 13.3.5 and CREATE INDEX, "Building Indexes Concurrently").
/// </summary>
public sealed class AdvisoryLock : IAsyncDisposable
{
    static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);

    AdvisoryLock(Session session) => Session = session;

    /// <summary>The connection that holds the lock; idle, and so free to look at what blocks the working one.</summary>
    public Session Session { get; }

    /// <summary>The lock's number: from the schema of Segue's tables and the project. Advisory locks are apart by database already.</summary>
    public static long Key(Identifier schema, string project) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"segue\0{schema.Name}\0{project}")));

    /// <summary>Takes the lock, or gives up after <paramref name="patience"/> and returns null. The connection is closed then.</summary>
    /// <param name="database">Where.</param>
    /// <param name="project">Whose.</param>
    /// <param name="patience">Zero: one try.</param>
    /// <param name="waiting">Told who holds it, when the first try failed and every few seconds after.</param>
    /// <param name="clock">For the pauses.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<AdvisoryLock?> TakeAsync(
        Database database, string project, TimeSpan patience, Action<Blocker?> waiting, TimeProvider clock, CancellationToken cancellationToken)
    {
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var key = Key(database.Schema, project);
            var start = clock.GetTimestamp();
            TimeSpan? lastTold = null;
            var pause = Poll;
            while (!await session.ScalarAsync<bool>(new(SqlText.Of($"SELECT pg_try_advisory_lock($1)"), key), cancellationToken).ConfigureAwait(false))
            {
                var waited = clock.GetElapsedTime(start);
                if (lastTold is null || waited - lastTold > TimeSpan.FromSeconds(5))
                {
                    waiting(await Blockers.OfAdvisoryLockAsync(session, key, cancellationToken).ConfigureAwait(false));
                    lastTold = waited;
                }
                if (waited >= patience)
                {
                    await session.DisposeAsync().ConfigureAwait(false);
                    return null;
                }
                // Jitter from the pid, so that processes started by the same deployment do not poll in step.
                await Task.Delay(pause + TimeSpan.FromMilliseconds(session.ProcessId % 25), clock, cancellationToken).ConfigureAwait(false);
                pause = pause * 1.5 < LongestPoll ? pause * 1.5 : LongestPoll;
            }
            return new AdvisoryLock(session);
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Throws when the connection, and so the lock, is known to be lost.</summary>
    public void EnsureHeld()
    {
        if (!Session.IsOpen)
        {
            throw new SegueException(Failure.Error, "The connection that holds Segue's advisory lock was lost.")
            {
                State = "what was committed stays; nothing further was started, since another runner may be at work by now",
                Next = "run the command again",
            };
        }
    }

    /// <summary>Releases the lock by closing its connection.</summary>
    public ValueTask DisposeAsync() => Session.DisposeAsync();
}
