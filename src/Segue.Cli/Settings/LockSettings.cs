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
}
