namespace Segue.Cli.Commands;

/// <summary>What one of the checks found.</summary>
/// <param name="Name">What was looked at: <c>files</c>.</param>
/// <param name="Failure">What it means if there are problems.</param>
/// <param name="Problems">None: it passed.</param>
sealed record CheckResult(string Name, Failure Failure, IReadOnlyList<Problem> Problems)
{
    // One exit code has to stand for several failures: what makes the others impossible to judge comes first.
    static readonly Failure[] Order =
    [
        Failure.Graph, Failure.Usage, Failure.Checksum, Failure.Drift, Failure.HalfWay, Failure.ApprovalMissing, Failure.Policy, Failure.Pending,
    ];

    public static int ExitCode(IEnumerable<CheckResult> results) =>
        results.Where(result => result.Problems.Count > 0).OrderBy(result => Array.IndexOf(Order, result.Failure)).Select(result => (int)result.Failure).FirstOrDefault();
}
