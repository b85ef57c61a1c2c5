using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Begins with a database that is there already and that nobody has managed: it is taken to be where a revision leads.</summary>
public static class Baseline
{
    /// <summary>Writes down that the target and all it stands on are applied; runs nothing.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to write. Locks: those of a stamp.</param>
    /// <param name="target">What the database is like.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Rolls the transaction back.</param>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: the database is empty, or is managed already.</exception>
    public static async Task<RunResult> RunAsync(
        Project project, Database database, RevisionTarget target, RunOptions options, CancellationToken cancellationToken = default)
    {
        await CheckAsync(project, database, cancellationToken).ConfigureAwait(false);
        return await Occasion.RunAsync(project, database, options, (applied, token) => PlanAsync(project, applied, target, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What <see cref="RunAsync"/> would do to a database in which this is applied.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: something is.</exception>
    public static Task<Plan> PlanAsync(Project project, AppliedSet applied, RevisionTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        Refuse(applied);
        return project.Graph.ResolveAll(target, applied.Ids).Count > 0
            ? Stamp.PlanAsync(project, applied, [target], purge: false, $"baseline at {target}", cancellationToken)
            : throw new SegueException(Failure.Usage, $"'{target}' stands before all revisions: nothing would be written.") { State = "nothing was done", Next = "name the revision that the database is like" };
    }

    /// <summary>Whether there is something to begin with. Takes ACCESS SHARE on catalogs and on Segue's own tables.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: the database is empty, or is managed already.</exception>
    public static async Task CheckAsync(Project project, Database database, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(database);
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        Refuse(await AppliedSet.ReadAsync(session, project.Name, cancellationToken).ConfigureAwait(false));
        // Extensions bring objects of their own; a database that has only those is as empty as a new one.
        var isEmpty = !await session.ScalarAsync<bool>(
            new(SqlText.Of($"""
                SELECT EXISTS (
                  SELECT FROM (
                    SELECT tableoid, oid, relnamespace AS namespace FROM pg_class
                    UNION ALL SELECT tableoid, oid, pronamespace FROM pg_proc
                    UNION ALL SELECT tableoid, oid, typnamespace FROM pg_type) object
                  JOIN pg_namespace ON pg_namespace.oid = namespace
                  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspname <> $1
                  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = object.tableoid AND objid = object.oid AND deptype = 'e'))
                """), database.Schema.Name),
            cancellationToken).ConfigureAwait(false);
        if (isEmpty)
        {
            throw new SegueException(Failure.Usage, "The database is empty: there is nothing to take as a baseline.")
            {
                State = "nothing was done",
                Next = "segue upgrade makes what the revisions say",
            };
        }
    }

    static void Refuse(AppliedSet applied)
    {
        if (applied.Rows.Any())
        {
            throw new SegueException(Failure.Usage, $"The database is managed already: {applied.Rows.Count()} revisions are written down in it.")
            {
                State = "nothing was done",
                Next = "segue status shows them; segue stamp corrects what is written down",
            };
        }
    }
}
