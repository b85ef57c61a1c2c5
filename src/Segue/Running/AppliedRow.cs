using Segue.Revisions;

namespace Segue.Running;

/// <summary>A row of the applied set.</summary>
/// <param name="Revision">Id, checksums and title as they were when it was applied.</param>
/// <param name="State">How far it is.</param>
/// <param name="Run">The run that applied or stamped it.</param>
/// <param name="AppliedAt">By the server's clock.</param>
/// <param name="AppliedBy">The role that logged in.</param>
/// <param name="Duration">Of its last transaction.</param>
public sealed record AppliedRow(
    AppliedRevision Revision, AppliedState State, Guid? Run, DateTimeOffset AppliedAt, string AppliedBy, TimeSpan? Duration);
