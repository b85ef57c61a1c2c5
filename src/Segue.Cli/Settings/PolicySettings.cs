using Segue.Running;

namespace Segue.Cli.Settings;

/// <summary>What may be done.</summary>
sealed record PolicySettings
{
    public AcceptedEdits AcceptEdits { get; set; }
}
