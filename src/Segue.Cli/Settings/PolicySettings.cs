using Segue.Running;

namespace Segue.Cli.Settings;

/// <summary>What may be done.</summary>
sealed record PolicySettings
{
    public AcceptedEdits AcceptEdits { get; set; }

    /// <summary>All of them, as segue.json names them.</summary>
    public IReadOnlyList<Setting> All() => [Setting.Choice("acceptEdits", () => AcceptEdits, edits => AcceptEdits = edits)];
}
