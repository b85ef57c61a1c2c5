namespace Segue.Cli.Output;

/// <summary>A problem in a document.</summary>
sealed record ProblemLine(string Code, string Message, string? File, int? Line, int? Column, string? Remedy)
{
    public static ProblemLine Of(Problem problem) =>
        new(problem.Code, Redact.Text(problem.Message), problem.Location?.File, problem.Location?.Line, problem.Location?.Column, problem.Remedy);
}
