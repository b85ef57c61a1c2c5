using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Settings;

/// <summary>Patience with locks: of tables, and the one that lets a single runner in.</summary>
sealed record LockSettings
{
    public TimeSpan Timeout { get; set; } = Patience.Default.LockTimeout;

    public TimeSpan FirstPause { get; set; } = Patience.Default.FirstPause;

    public TimeSpan LongestPause { get; set; } = Patience.Default.LongestPause;

    public TimeSpan Limit { get; set; } = Patience.Default.Limit;

    public WhenBusy WhenBusy { get; set; }

    public TimeSpan WaitForOther { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>All of them, as segue.json names them.</summary>
    public IReadOnlyList<Setting> All() =>
    [
        Setting.Time("timeout", () => Timeout, time => Timeout = time),
        Setting.Time("firstPause", () => FirstPause, time => FirstPause = time),
        Setting.Time("longestPause", () => LongestPause, time => LongestPause = time),
        Setting.Time("limit", () => Limit, time => Limit = time),
        Setting.Choice("whenBusy", () => WhenBusy, what => WhenBusy = what),
        Setting.Time("waitForOther", () => WaitForOther, time => WaitForOther = time),
    ];
}
