using Segue.Revisions;

namespace Segue.Cli.Settings;

/// <summary>What is carried out around runs and revisions.</summary>
sealed record HookSettings
{
    public string[] BeforeRun { get; set; } = [];

    public string[] AfterRun { get; set; } = [];

    public string[] BeforeRevision { get; set; } = [];

    public string[] AfterRevision { get; set; } = [];

    public IReadOnlyList<Setting> All() =>
    [
        new Setting.List("beforeRun", () => BeforeRun, files => BeforeRun = files),
        new Setting.List("afterRun", () => AfterRun, files => AfterRun = files),
        new Setting.List("beforeRevision", () => BeforeRevision, files => BeforeRevision = files),
        new Setting.List("afterRevision", () => AfterRevision, files => AfterRevision = files),
    ];

    public Hooks ToHooks() => new()
    {
        BeforeRun = [.. BeforeRun],
        AfterRun = [.. AfterRun],
        BeforeRevision = [.. BeforeRevision],
        AfterRevision = [.. AfterRevision],
    };
}
