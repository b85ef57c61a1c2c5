using Npgsql;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Authoring;

/// <summary>Goes on where another tool has stopped: what its own history says is applied counts as applied.</summary>
public static class Adopt
{
    /// <summary>Reads the tool's history; null: there is no such table. Takes ACCESS SHARE on it.</summary>
    /// <param name="session">To the database.</param>
    /// <param name="project">The folder, as it was read.</param>
    /// <param name="format">Whose it is.</param>
    /// <param name="table">The history, where it has another name than the tool gives it; null: it has that.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="SegueException">The tool was stopped half way, or has applied what the folder does not know and all else depends on.</exception>
    public static async Task<Adoption?> ReadAsync(
        Session session, Project project, RevisionFormat format, QualifiedName? table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(format);
        if (format.History is not { } history)
            return null;
        var name = table ?? QualifiedName.Parse(history.Name);
        try
        {
            var rows = await session.ListAsync(
                new(history.Rows(name)), row => (Version: row.GetString(0), WithAllBelow: row.GetBoolean(1), IsWhole: row.GetBoolean(2)), cancellationToken).ConfigureAwait(false);
            foreach (var (version, _, _) in rows.Where(row => !row.IsWhole))
            {
                throw new SegueException(Failure.HalfWay, $"{format.Name} was stopped in the middle of version {version}: what of it is there, nobody has written down.")
                {
                    State = "nothing was done",
                    Next = $"bring the database into order with {format.Name} itself, until {name} says so",
                };
            }
            return Sort(project, format, name.ToString(), [.. rows.Select(row => (row.Version, row.WithAllBelow))]);
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            return null;
        }
    }

    /// <summary>Writes down what the tool's history says, as a stamp does: no statement of a revision is carried out, and the history itself is left alone.</summary>
    /// <param name="project">The folder, as it was read.</param>
    /// <param name="database">Where to write. Locks: ROW EXCLUSIVE on Segue's own tables, in one transaction; an advisory lock over the whole run.</param>
    /// <param name="format">Whose it is.</param>
    /// <param name="table">See <see cref="ReadAsync"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the transaction back.</param>
    public static Task<RunResult> RunAsync(
        Project project, Database database, RevisionFormat format, QualifiedName? table, RunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        return Occasion.RunAsync(project, database, options, PlanAsync, cancellationToken);

        async Task<Plan> PlanAsync(AppliedSet applied, CancellationToken token)
        {
            var session = await database.OpenAsync(token).ConfigureAwait(false);
            await using var disposal = session.ConfigureAwait(false);
            return await ReadAsync(session, project, format, table, token).ConfigureAwait(false) is { } adoption
                ? await Adopt.PlanAsync(project, applied, adoption, token).ConfigureAwait(false)
                : new("adopt", []);
        }
    }

    /// <summary>What <see cref="RunAsync"/> would do to a database in which this is applied: steps that enter the applied set.</summary>
    public static async Task<Plan> PlanAsync(Project project, AppliedSet applied, Adoption adoption, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(applied);
        ArgumentNullException.ThrowIfNull(adoption);
        var entering = adoption.Applied.Where(revision => !applied.Ids.Contains(revision.Id)).ToList();
        return new($"adopt {adoption.Table}", await Stamp.EnteringAsync(project, entering, cancellationToken).ConfigureAwait(false));
    }

    static Adoption Sort(Project project, RevisionFormat format, string table, IReadOnlyList<(string Version, bool WithAllBelow)> rows)
    {
        var graph = project.Graph;
        IReadOnlyList<RevisionHeader> all = [.. graph.All, .. graph.Repeatables];
        var byVersion = all.ToLookup(header => header.ForeignVersion, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var withoutFile = new List<string>();
        var lost = new List<Problem>();
        foreach (var (version, withAllBelow) in rows)
        {
            string[] ids = [.. byVersion[version].Select(header => header.Id)];
            found.UnionWith(ids);
            if (ids.Length > 0)
            {
                found.UnionWith(withAllBelow ? graph.Ancestors(ids).Select(header => header.Id) : []);
            }
            else if (withAllBelow && all.All(header => format.IsUpTo(header, version) is null))
            {
                lost.Add(new("no-file", $"version {version} is applied, and the folder has not got it"));
            }
            else
            {
                withoutFile.Add(version);
                if (withAllBelow)
                    found.UnionWith(all.Where(header => format.IsUpTo(header, version) is true).Select(header => header.Id));
            }
        }
        if (lost.Count > 0)
        {
            throw new SegueException(Failure.Graph, $"Where the database stands cannot be told from {table}.")
            {
                Problems = lost,
                State = "nothing was done",
                Next = "check out the version of the folder that has it",
            };
        }
        return new(
            table, [.. all.Where(header => found.Contains(header.Id))], [.. withoutFile.Order(StringComparer.Ordinal)], [.. graph.Gaps(found)]);
    }
}
