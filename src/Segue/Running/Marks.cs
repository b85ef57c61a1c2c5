using System.Collections.Immutable;
using Npgsql;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Notes the applied set under a name, and goes back to it.</summary>
public static class Marks
{
    /// <summary>Notes the applied set; a mark of the same name is replaced.</summary>
    /// <param name="project">Whose applied set.</param>
    /// <param name="database">Where.</param>
    /// <param name="name">At most 200 characters, not empty.</param>
    /// <param name="options">Its <see cref="RunOptions.Mark"/> is not used.</param>
    /// <param name="cancellationToken">Ends the wait for another runner.</param>
    public static async Task<Mark> MakeAsync(
        Project project, Database database, string name, RunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        await Occasion.WriteDownAsync(project, database, options with { Mark = name }, cancellationToken).ConfigureAwait(false);
        return (await FindAsync(project, database, name, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>All marks, the latest first.</summary>
    public static async Task<IReadOnlyList<Mark>> ListAsync(Project project, Database database, CancellationToken cancellationToken = default)
    {
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        try
        {
            return await session.ListAsync(
                new(SqlText.Of($"SELECT name, array_to_string(revisions, E'\n'), made_at, made_by FROM {session.Schema}.mark WHERE project = $1 ORDER BY made_at DESC"), project.Name),
                row => new Mark(row.GetString(0), row.GetString(1).Split('\n', StringSplitOptions.RemoveEmptyEntries), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3)),
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return [];
        }
    }

    /// <summary>Takes back everything that is applied and was not when the mark was made.</summary>
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="name">The mark; empty: the latest.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the open transaction back.</param>
    /// <exception cref="SegueException">There is no such mark, or something that was applied then is not now.</exception>
    public static async Task<RunResult> ReturnAsync(
        Project project, Database database, string name, RunOptions options, CancellationToken cancellationToken = default)
    {
        var mark = await FindAsync(project, database, name, cancellationToken).ConfigureAwait(false)
            ?? throw new SegueException(Failure.Usage, name.Length == 0 ? "There is no mark to go back to." : $"There is no mark '{name}'.")
            {
                State = "nothing was done",
                Next = "segue mark NAME makes one, segue upgrade --mark NAME makes one before it changes anything",
            };
        return await Occasion.RunAsync(project, database, options, (applied, token) => PlanAsync(project, applied, mark, options, token), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>What <see cref="ReturnAsync"/> would do to a database in which this is applied.</summary>
    public static Task<Plan> PlanAsync(Project project, AppliedSet applied, Mark mark, RunOptions options, CancellationToken cancellationToken = default)
    {
        var gone = mark.Revisions.Where(id => !applied.Ids.Contains(id) && !Repeatable.Knows(project, id)).ToList();
        if (gone.Count > 0)
        {
            throw new SegueException(Failure.Graph, $"The mark '{mark.Name}' has {string.Join(", ", gone)}, which is not applied any more: going back to it would be going forward.")
            {
                State = "nothing was done",
                Next = "segue upgrade, then again",
            };
        }
        Orphans.Refuse(Orphans.Of(project, applied).Where(row => !mark.Revisions.Contains(row.Revision.Id)));
        // Newest first; all that stands on what leaves was applied after the mark too, or it could not have been applied then.
        var leaving = Repeatable.Leaving(project, applied).Concat(project.Graph.All.Reverse().Where(revision => applied.Ids.Contains(revision.Id)))
            .Where(revision => !mark.Revisions.Contains(revision.Id)).ToImmutableArray();
        return Downgrade.PlanAsync(project, applied, leaving, $"back to mark {mark.Name}", options, cancellationToken);
    }

    /// <summary>A mark by its name, or the latest if the name is empty; null: there is none.</summary>
    public static async Task<Mark?> FindAsync(Project project, Database database, string name, CancellationToken cancellationToken = default) =>
        (await ListAsync(project, database, cancellationToken).ConfigureAwait(false)).FirstOrDefault(mark => name.Length == 0 || mark.Name == name);
}
