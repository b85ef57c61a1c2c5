namespace Segue.Cli.Settings;

/// <summary>What may be done.</summary>
sealed record PolicySettings
{
    public EditedRevisions EditedRevisions { get; set; }
}
