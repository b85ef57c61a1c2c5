using System.Text.Json.Serialization;
using Segue.Cli.Commands;

namespace Segue.Cli.Output;

/// <summary>Every document, known at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(BranchesDocument))]
[JsonSerializable(typeof(AdoptDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(CurrentDocument))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(EditDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(HeadsDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(MarksDocument))]
[JsonSerializable(typeof(PlanDocument))]
[JsonSerializable(typeof(PostgresDocument))]
[JsonSerializable(typeof(PostgresUrlDocument))]
[JsonSerializable(typeof(RebaseDocument))]
[JsonSerializable(typeof(RevisionDocument))]
[JsonSerializable(typeof(RunDocument))]
[JsonSerializable(typeof(ScriptDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(StatusDocument))]
sealed partial class Documents : JsonSerializerContext;
