using System.Text.Json.Serialization;

namespace Segue.Cli.Output;

/// <summary>What <c>--output json</c> prints. A field may be added at any time; a change that breaks a reader raises the version.</summary>
abstract record Document
{
    [JsonPropertyOrder(-1)]
    public int Version { get; } = 1;
}
