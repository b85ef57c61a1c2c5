using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>What is still to do of a plan whose first revision is half way.</summary>
public static class Remaining
{
    /// <summary>The steps that a run of the plan would carry out. Takes ACCESS SHARE on Segue's own tables.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Checksum"/>: the applied part of the file was changed.</exception>
    public static async Task<IReadOnlyList<Step>> OfAsync(Session session, Plan plan, AppliedSet applied, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var progress = await ProgressAsync(session, plan, applied, cancellationToken).ConfigureAwait(false);
        return plan.Steps[progress.Skip(plan)..];
    }

    internal static async Task<Progress> ProgressAsync(Session session, Plan plan, AppliedSet applied, CancellationToken cancellationToken) =>
        applied.HalfWay is { } halfWay && plan.Steps is [{ Direction: not Direction.Run } first, ..] && first.Revision == halfWay.Revision.Id
            ? await ProgressReader.ReadAsync(session, halfWay, cancellationToken).ConfigureAwait(false)
            : Progress.None;
}
