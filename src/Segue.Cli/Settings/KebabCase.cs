using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>The values of a choice in JSON: <c>per-revision</c>.</summary>
sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
