using Segue.Sessions;

namespace Segue.Running;

/// <summary>Looks over the working session's shoulder from the lock's idle connection: who blocks it, and since when.</summary>
/// <param name="observer">Idle but for this.</param>
/// <param name="processId">Of the working session.</param>
/// <param name="tell">Receives <see cref="RunEvent.Waiting"/> whenever the blockers change.</param>
/// <param name="clock">For the pauses.</param>
sealed class Watch(Session observer, int processId, Action<RunEvent> tell, TimeProvider clock)
{
    static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(400);
    static readonly TimeSpan NextLook = TimeSpan.FromSeconds(1);

    /// <summary>The last ones seen.</summary>
    public IReadOnlyList<Blocker> Blockers { get; private set; } = [];

    /// <summary>Does the work while watching it.</summary>
    /// <param name="work">Given a token that is cancelled when others have blocked it for longer than the limit.</param>
    /// <param name="limit">Null: it has its own <c>lock_timeout</c>.</param>
    /// <param name="cancellationToken">Cancels both.</param>
    public async Task DuringAsync(Func<CancellationToken, Task> work, TimeSpan? limit, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var over = new CancellationTokenSource();
        Blockers = [];
        var watching = LookAsync(limit, patience, over.Token);
        try
        {
            await work(patience.Token).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await watching.ConfigureAwait(false);
        }
    }

    async Task LookAsync(TimeSpan? limit, CancellationTokenSource patience, CancellationToken over)
    {
        var pause = FirstLook;
        long? blockedSince = null;
        while (observer.IsOpen)
        {
            // The query itself is never cancelled: that would cost a connection, and it takes a millisecond.
            await Task.Delay(pause, clock, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
                return;
            pause = NextLook;
            List<Blocker> now;
            try
            {
                now = await Sessions.Blockers.OfAsync(observer, processId, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Npgsql.NpgsqlException)
            {
                // Watching is a courtesy; that the lock's connection is lost is found out and said before the next unit.
                return;
            }
            blockedSince = now.Count == 0 ? null : blockedSince ?? clock.GetTimestamp();
            if (now.Count > 0)
            {
                var waited = clock.GetElapsedTime(blockedSince!.Value);
                if (!now.Select(blocker => blocker.ProcessId).SequenceEqual(Blockers.Select(blocker => blocker.ProcessId)))
                    tell(new RunEvent.Waiting(now, waited));
                if (waited > limit)
                    await patience.CancelAsync().ConfigureAwait(false);
                Blockers = now;
            }
        }
    }
}
