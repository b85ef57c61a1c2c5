using Segue.Revisions;

namespace Segue.Cli.Settings;

/// <summary>What may differ from one environment to the next. At the root of segue.json it holds for all of them.</summary>
record EnvironmentSettings
{
    public string? Connection { get; set; }

    public string? ConnectionName { get; set; }

    public string Schema { get; set; } = "segue";

    public Dictionary<string, VariableText> Variables { get; set; } = [];

    public TransactionScope Transaction { get; set; }

    public TimeSpan StatementTimeout { get; set; } = Patience.Default.StatementTimeout;

    public LockSettings Lock { get; set; } = new();

    public PolicySettings Policy { get; set; } = new();

    /// <summary>The same as the runner takes it.</summary>
    public Patience ToPatience() => new()
    {
        LockTimeout = Lock.Timeout,
        StatementTimeout = StatementTimeout,
        FirstPause = Lock.FirstPause,
        LongestPause = Lock.LongestPause,
        Limit = Lock.Limit,
    };
}
