using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Writes down what a database is without carrying out a statement of any revision.</summary>
public static class Stamp
{
    /// <summary>From now on the targets and all they stand on count as applied, and nothing that stands on them does; other branches stay as they are.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to write. Locks: ROW EXCLUSIVE on Segue's own tables, in one transaction; an advisory lock over the whole run.</param>
    /// <param name="targets">At least one; <c>base</c>: nothing is applied, <c>label@base</c>: nothing of that branch.</param>
    /// <param name="purge">Begin with an empty set: other branches leave, and what has no file here; checksums are those of the files now.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the transaction back.</param>
    /// <exception cref="SegueException">Files or graph have problems, or something applied has no file here and is not purged.</exception>
    public static Task<RunResult> RunAsync(
        Project project, Database database, IReadOnlyList<RevisionTarget> targets, bool purge, RunOptions options, CancellationToken cancellationToken = default) =>
        Occasion.RunAsync(project, database, options, (applied, token) => PlanAsync(project, applied, targets, purge, token), cancellationToken);

    /// <summary>What <see cref="RunAsync"/> would do to a database in which this is applied: steps that enter the applied set and leave it.</summary>
    public static async Task<Plan> PlanAsync(
        Project project, AppliedSet applied, IReadOnlyList<RevisionTarget> targets, bool purge, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(applied);
        ArgumentNullException.ThrowIfNull(targets);
        return await PlanAsync(project, applied, targets, purge, $"stamp {string.Join(' ', targets)}{(purge ? " --purge" : "")}", cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<Plan> PlanAsync(
        Project project, AppliedSet applied, IReadOnlyList<RevisionTarget> targets, bool purge, string purpose, CancellationToken cancellationToken)
    {
        if (!purge)
            Refuse(Orphans.Of(project, applied).ToList());
        var graph = project.Graph;
        var named = targets.SelectMany(target => graph.ResolveAll(target, applied.Ids)).Select(revision => revision.Id).Distinct().ToList();
        var wanted = graph.Ancestors(named).Select(revision => revision.Id).Concat(named).ToHashSet(StringComparer.Ordinal);
        var leaving = purge
            ? applied.Rows.Select(row => row.Revision.Id).ToHashSet(StringComparer.Ordinal)
            : graph.Descendants(named).Concat(targets.SelectMany(target => BelowBase(project, applied, target))).Select(revision => revision.Id)
                .Concat(Repeatable.Gone(project, applied).Select(row => row.Revision.Id)).ToHashSet(StringComparer.Ordinal);
        leaving.ExceptWith(wanted);
        var entering = graph.All.Where(revision => wanted.Contains(revision.Id) && (purge || applied.Find(revision.Id) is not { State: AppliedState.Applied })).ToList();
        return new(purpose,
        [
            // The last one first, as a downgrade takes them back.
            .. applied.Rows.Select(row => row.Revision).Where(revision => leaving.Contains(revision.Id)).Reverse()
                .Select(revision => Step(revision.Id, "leave the applied set", new Work.Leave(), project, null)),
            .. await EnteringAsync(project, entering, cancellationToken).ConfigureAwait(false),
        ]);
    }

    /// <summary>The steps by which revisions enter the applied set and nothing else happens.</summary>
    internal static async Task<ImmutableArray<Step>> EnteringAsync(Project project, List<RevisionHeader> entering, CancellationToken cancellationToken) =>
    [
        .. (await ChecksumsAsync(project, entering, cancellationToken).ConfigureAwait(false)).Zip(entering, (checksum, revision) =>
            Step(revision.Id, "enter the applied set", new Work.Enter(new(revision.Id, checksum, revision.Title)), project, revision.IdLocation)),
    ];

    /// <summary>What leaves because it stands above <c>base</c>; with <c>base</c> alone that is everything, repeatable revisions too.</summary>
    static IEnumerable<RevisionHeader> BelowBase(Project project, AppliedSet applied, RevisionTarget target)
    {
        if (target is not { Name: "base", Steps: 0 })
            return [];
        return target.Branch is null
            ? project.Graph.All.Concat(project.Graph.Repeatables)
            : project.Graph.DowngradePath(applied.Ids, target);
    }

    // Of no direction: that a revision was stamped is neither its upgrade nor its downgrade, and nothing resumes it.
    static Step Step(string revision, string why, Work work, Project project, SourceLocation? source) =>
        new(revision, Direction.Run, $"{revision}/stamp", why, work) { Unit = 1, Patience = project.Patience, Source = source };

    static async Task<ImmutableArray<Checksum>> ChecksumsAsync(Project project, List<RevisionHeader> revisions, CancellationToken cancellationToken) =>
        revisions.TrueForAll(revision => revision.Checksum is not null)
            ? [.. revisions.Select(revision => revision.Checksum!)]
            : [.. (await Plans.ReadAsync(project, revisions, cancellationToken).ConfigureAwait(false)).Select(file => file.Checksum)];

    static void Refuse(List<AppliedRow> orphans)
    {
        if (orphans.Count > 0)
        {
            throw new SegueException(Failure.Graph, "The database has revisions that these files do not know; where they stand cannot be told.")
            {
                Problems = [.. orphans.Select(row => new Problem("orphan", $"{row.Revision.Id} ({row.Revision.Title}), applied {row.AppliedAt:u} by {row.AppliedBy}"))],
                State = "nothing was done",
                Next = "check out the version of the project that has them, or forget them with --purge and name everything that is applied",
            };
        }
    }
}
