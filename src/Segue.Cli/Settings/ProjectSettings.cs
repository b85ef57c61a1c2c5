using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>segue.json. Its names, types and defaults are these; segue.schema.json says the same to editors and is held to it by a test.</summary>
sealed record ProjectSettings : EnvironmentSettings
{
    [JsonPropertyName("$schema")]
    public string? JsonSchema { get; set; }

    public string Project { get; set; } = "default";

    public string[] Versions { get; set; } = ["versions"];

    public string? Templates { get; set; }

    public string? UserSecretsId { get; set; }

    public Dictionary<string, EnvironmentSettings> Environments { get; set; } = [];
}
