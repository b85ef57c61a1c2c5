using Segue.Revisions;

namespace Segue.Cli.Settings;

/// <summary>What may differ from one environment to the next. At the root of segue.json it holds for all of them.</summary>
record EnvironmentSettings
{
    public string? Connection { get; set; }

    public string? ConnectionName { get; set; }

    public string Schema { get; set; } = "segue";

    public Dictionary<string, string> Variables { get; } = [];

    public TransactionScope Transaction { get; set; }

    public TimeSpan StatementTimeout { get; set; } = Patience.Default.StatementTimeout;

    public HookSettings Hooks { get; } = new();

    public string[] Seeds { get; set; } = [];

    public LockSettings Lock { get; } = new();

    public PolicySettings Policy { get; } = new();

    /// <summary>All of them, as segue.json names them.</summary>
    public virtual IReadOnlyList<Setting> All() =>
    [
        Setting.Text("connection", () => Connection, text => Connection = text),
        Setting.Text("connectionName", () => ConnectionName, text => ConnectionName = text),
        Setting.Text("schema", () => Schema, text => Schema = text),
        new Setting.Object("variables", Variables.Keys, Variable),
        Setting.Choice("transaction", () => Transaction, scope => Transaction = scope),
        Setting.Time("statementTimeout", () => StatementTimeout, time => StatementTimeout = time),
        Setting.Group("hooks", Hooks.All()),
        new Setting.List("seeds", () => Seeds, folders => Seeds = folders),
        Setting.Group("lock", Lock.All()),
        Setting.Group("policy", Policy.All()),
    ];

    /// <summary>The same as the runner takes it.</summary>
    public Patience ToPatience() => new()
    {
        LockTimeout = Lock.Timeout,
        StatementTimeout = StatementTimeout,
        FirstPause = Lock.FirstPause,
        LongestPause = Lock.LongestPause,
        Limit = Lock.Limit,
    };

    Setting Variable(string name) => Setting.Text(name, () => Variables.GetValueOrDefault(name), text => Variables[name] = text) with
    {
        MustBe = "a text, a number, true or false",
        Bare = true,
    };
}
