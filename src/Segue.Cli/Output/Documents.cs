using System.Text.Json.Serialization;
using Segue.Cli.Commands;

namespace Segue.Cli.Output;

/// <summary>Every document, known at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(InitDocument))]
sealed partial class Documents : JsonSerializerContext;
