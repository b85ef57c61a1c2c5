namespace Segue.Running;

/// <summary>The latest journal row of a step.</summary>
sealed record ProgressStep(string Revision, string Id, string Digest, string Outcome)
{
    public bool IsDone => Outcome == "done";

    public bool IsFailed => Outcome == "failed";
}
