using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Applies what is not applied yet.</summary>
public static class Upgrade
{
    /// <summary>Applies a target and all it stands on. Locks: those of the revisions' statements; an advisory lock over the whole run.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="target">Where to go.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the open transaction back.</param>
    /// <exception cref="SegueException">What stopped it; its <see cref="SegueException.State"/> says what is in the database now.</exception>
    public static Task<RunResult> RunAsync(
        Project project, Database database, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default) =>
        Occasion.RunAsync(
            project, database, options, (applied, token) => PlanAsync(project, applied, target, options, token), cancellationToken,
            DigestWhenDone(project, target, options));

    /// <summary>What <see cref="RunAsync"/> would do to a database in which this is applied.</summary>
    /// <exception cref="SegueException">Files or graph have problems, an applied file was edited, or something else is half way.</exception>
    public static async Task<Plan> PlanAsync(
        Project project, AppliedSet applied, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default)
    {
        EditedFiles.Refuse(project, applied, options.AcceptedEdits);
        HalfWay.Refuse(applied, AppliedState.Reverting);
        var path = project.Graph.UpgradePath(applied.Ids, target);
        if (path.Count > 0)
            Orphans.Refuse(project, applied);
        // What is half way is finished first: all that it stands on is applied. What is repeatable comes last: it may use all the rest.
        var all = HalfWay.First(applied, [.. path, .. Repeatable.Due(project, applied, target)]);
        return await Plans.UpgradeAsync(HalfWay.Resumed(project, applied), all, $"upgrade to {target}", applied.Session, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the server's digest of the applied set is when there is nothing to do; null where that cannot be told without the graph.</summary>
    static string? DigestWhenDone(Project project, RevisionTarget target, RunOptions options) =>
        options.Mark is null && project.Revisions.Summary is { } summary
        && (target == RevisionTarget.Heads || (target == RevisionTarget.Head && summary.Heads.Count == 1))
            ? summary.Digest
            : null;
}
