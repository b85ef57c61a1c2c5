using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Does one revision singly: its run section, or, where it has none, exactly its upgrade.</summary>
public static class RunRevision
{
    /// <summary>Runs it. Locks: those of its statements; an advisory lock over the whole run.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="target">Names the revision.</param>
    /// <param name="options">How; <see cref="RunOptions.Tell"/> receives the rows that a run section selects.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the open transaction back.</param>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: it has no run section and what it stands on is not applied.</exception>
    public static async Task<RunResult> RunAsync(
        Project project, Database database, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default) =>
        await Plans.MarkAsync(project, project.Graph.Resolve(target), cancellationToken).ConfigureAwait(false) is { } mark
            ? await Marks.ReturnAsync(project, database, mark, options, cancellationToken).ConfigureAwait(false)
            : await Occasion.RunAsync(
                project, database, options, (applied, token) => PlanAsync(project, applied, target, options, token), cancellationToken).ConfigureAwait(false);

    /// <summary>What <see cref="RunAsync"/> would do to a database in which this is applied.</summary>
    public static async Task<Plan> PlanAsync(
        Project project, AppliedSet applied, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default)
    {
        var revision = project.Graph.Resolve(target);
        if (await Plans.RunAsync(project, revision, applied.Session, cancellationToken).ConfigureAwait(false) is { } onDemand)
        {
            if (applied.Ids.Contains(revision.Id))
                return onDemand;
            throw new SegueException(Failure.Graph, $"{revision.Id} is not applied, so its run section has nothing to work on.")
            {
                Location = revision.IdLocation,
                State = "nothing was done",
                Next = $"segue upgrade {revision.Id}",
            };
        }
        EditedFiles.Refuse(project, applied, options.AcceptedEdits);
        HalfWay.Refuse(applied, AppliedState.Reverting);
        var path = project.Graph.UpgradePath(applied.Ids, target);
        if (path.Count > 1)
        {
            throw new SegueException(Failure.Graph, $"{revision.Id} cannot be applied singly: it stands on {string.Join(", ", path.SkipLast(1).Select(other => other.Id))}.")
            {
                Location = revision.IdLocation,
                State = "nothing was done",
                Next = $"segue upgrade {revision.Id} applies them all",
            };
        }
        return await Plans.UpgradeAsync(HalfWay.Resumed(project, applied), HalfWay.First(applied, path), $"run {revision.Id}", applied.Session, cancellationToken).ConfigureAwait(false);
    }
}
