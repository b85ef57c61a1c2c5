namespace Segue.Revisions;

/// <summary>How long a step waits for locks and how long it may take.</summary>
public sealed record Patience
{
    /// <summary>Two seconds a try, pauses that grow from a quarter of a second to half a minute, twenty minutes in all.</summary>
    public static Patience Default { get; } = new();

    /// <summary>How long a transaction of ours may lie idle before the server ends it, locks and all: <c>idle_in_transaction_session_timeout</c>.</summary>
    public static TimeSpan IdleInTransaction { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest wait for one lock; PostgreSQL's <c>lock_timeout</c>. Zero: no limit. Default 2 seconds.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest time of one statement; PostgreSQL's <c>statement_timeout</c>. Zero, the default: no limit.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.Zero;

    /// <summary>The pause after the first lock that was not obtained; each next one is twice as long, with jitter. Default 250 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The longest pause between two tries. Default 30 seconds.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this long the run stops with exit code 7. Default 20 minutes.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(20);
}
