using System.Text.Json;
using System.Text.Json.Serialization;
using Segue.Running;

namespace Segue.Cli.Settings;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    Converters = [typeof(DurationConverter), typeof(VariableConverter), typeof(KebabCase<TransactionScope>), typeof(KebabCase<WhenBusy>), typeof(KebabCase<AcceptedEdits>)])]
[JsonSerializable(typeof(ProjectSettings))]
sealed partial class SettingsJson : JsonSerializerContext;
