using System.Text.Json.Serialization;

namespace Segue.Embedded;

/// <summary>What <c>state.json</c> keeps. The process is not in it: <c>postmaster.pid</c> knows, and is PostgreSQL's own.</summary>
/// <param name="Port">On 127.0.0.1, the same at every start while it is free.</param>
/// <param name="Password">Of the role <c>postgres</c>.</param>
sealed record DevelopmentState(int Port, string Password);

[JsonSerializable(typeof(DevelopmentState))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
sealed partial class DevelopmentJson : JsonSerializerContext;
