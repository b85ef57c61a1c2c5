using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>What shares one transaction.</summary>
[JsonConverter(typeof(KebabCase<TransactionScope>))]
enum TransactionScope
{
    PerRevision,
    PerRun,
}
