using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>A check in a document.</summary>
sealed record CheckLine(string Name, bool Passed, int ExitCode, IReadOnlyList<ProblemLine> Problems)
{
    public static CheckLine Of(CheckResult result) => new(
        result.Name, result.Problems.Count == 0, result.Problems.Count == 0 ? 0 : (int)result.Failure, [.. result.Problems.Select(ProblemLine.Of)]);
}
