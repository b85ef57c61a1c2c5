using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Takes back what is applied.</summary>
public static class Downgrade
{
    /// <summary>Takes back all that follows a target. Locks: those of the revisions' statements; an advisory lock over the whole run.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="target">What stays.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the open transaction back.</param>
    /// <exception cref="SegueException">What stopped it; its <see cref="SegueException.State"/> says what is in the database now.</exception>
    public static Task<RunResult> RunAsync(
        Project project, Database database, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default) =>
        Occasion.RunAsync(project, database, options, (applied, token) => PlanAsync(project, applied, target, options, token), cancellationToken);

    /// <summary>What <see cref="RunAsync"/> would do to a database in which this is applied.</summary>
    /// <exception cref="SegueException">
    /// Files or graph have problems, a revision cannot be taken back, its file was edited, something applied has no file here, or something else is half way.
    /// </exception>
    public static Task<Plan> PlanAsync(
        Project project, AppliedSet applied, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default)
    {
        var path = project.Graph.DowngradePath(applied.Ids, target);
        // What has no file here may stand on what is about to leave.
        if (path.Count > 0)
            Orphans.Refuse(project, applied);
        if (target == RevisionTarget.Base)
            path = [.. Repeatable.Leaving(project, applied), .. path];
        return PlanAsync(project, applied, path, $"downgrade to {target}", options, cancellationToken);
    }

    internal static Task<Plan> PlanAsync(
        Project project, AppliedSet applied, IReadOnlyList<RevisionHeader> path, string purpose, RunOptions options, CancellationToken cancellationToken)
    {
        HalfWay.Refuse(applied, AppliedState.Applying);
        EditedFiles.Refuse(project, applied, options.AcceptedEdits, path);
        return Plans.DowngradeAsync(HalfWay.Resumed(project, applied), HalfWay.First(applied, path), purpose, applied.Session, cancellationToken);
    }
}
