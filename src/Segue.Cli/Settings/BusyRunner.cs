using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>What to do where another runner is at work.</summary>
[JsonConverter(typeof(KebabCase<BusyRunner>))]
enum BusyRunner
{
    Wait,
    Continue,
    Fail,
}
