using Segue.Sql;

namespace Segue.Running;

/// <summary>The latest journal row of a step.</summary>
/// <param name="Revision">The revision it belongs to.</param>
/// <param name="Id">As it was in the plan of that run.</param>
/// <param name="Digest">Of the statement that was sent.</param>
/// <param name="Outcome">running, done or failed.</param>
/// <param name="Run">The run that wrote it.</param>
/// <param name="Ordinal">Its place in the plan of that run.</param>
sealed record ProgressStep(string Revision, string Id, string Digest, string Outcome, Guid Run, int Ordinal)
{
    /// <summary>What the probe answered before the statement was sent.</summary>
    public string? Before { get; init; }

    /// <summary>As it was for the statement that was sent, whatever the file says now.</summary>
    public SqlText? Probe { get; init; }

    /// <summary>As it was for the statement that was sent.</summary>
    public SqlText? Repair { get; init; }

    public bool IsDone => Outcome == "done";

    /// <summary>The server itself said that it failed.</summary>
    public bool IsFailed => Outcome == "failed";
}
