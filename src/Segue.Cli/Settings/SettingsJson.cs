using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(ProjectSettings))]
sealed partial class SettingsJson : JsonSerializerContext;
