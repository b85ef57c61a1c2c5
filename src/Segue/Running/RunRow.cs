namespace Segue.Running;

/// <summary>A run as the journal tells it.</summary>
/// <param name="Id">UUID version 7.</param>
/// <param name="Purpose">What it was for.</param>
/// <param name="Outcome">running, done, failed or cancelled.</param>
/// <param name="StartedAt">By the server's clock.</param>
/// <param name="FinishedAt">By the server's clock; null while it runs and after a crash.</param>
/// <param name="By">Role, user and host.</param>
/// <param name="GitCommit">The commit that was checked out.</param>
/// <param name="Error">What stopped it.</param>
/// <param name="Losses">What locks cost it.</param>
public sealed record RunRow(
    Guid Id, string Purpose, string Outcome, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string By, string? GitCommit, string? Error, LockLosses Losses)
{
    /// <summary>What was given with <c>--tag</c>.</summary>
    public string? Tag { get; init; }
}
