using System.Text.Json;

namespace Segue.Cli.Output;

/// <summary>What stopped the work.</summary>
sealed record FailureDocument(int ExitCode, string Failure, string Message, IReadOnlyList<ProblemLine> Problems) : Document
{
    public static FailureDocument Of(Failure code, string message, IReadOnlyList<Problem> problems) =>
        new((int)code, JsonNamingPolicy.KebabCaseLower.ConvertName(code.ToString()), message, [.. problems.Select(ProblemLine.Of)]);
}
