using System.Text.Json.Serialization;
using Segue.Cli.Commands;

namespace Segue.Cli.Output;

/// <summary>Every document, known at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(HeadsDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(RevisionDocument))]
[JsonSerializable(typeof(ShowDocument))]
sealed partial class Documents : JsonSerializerContext;
