namespace Segue.Cli.Settings;

/// <summary>What shares one transaction.</summary>
enum TransactionScope
{
    PerRevision,
    PerRun,
}
