using Segue.Cli.Connections;
using Segue.Cli.Output;
using Segue.Cli.Settings;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Cli.Commands;

/// <summary>A database that this project is known to be used for: an environment of segue.json with a connection, or the configured connection.</summary>
/// <param name="Environment">Its name.</param>
/// <param name="Connection">How it is reached.</param>
/// <param name="Schema">Of Segue's tables in it.</param>
sealed record KnownDatabase(string Environment, ConnectionChoice Connection, string Schema)
{
    /// <summary>All of them, each once.</summary>
    /// <param name="call">Tells settings and connection.</param>
    /// <param name="passedOver">Environments that are not asked.</param>
    /// <param name="problems">Environments that have no connection, or one that cannot be made out, are added here.</param>
    /// <param name="cancellationToken">Stops the looking.</param>
    public static async Task<IReadOnlyList<KnownDatabase>> AllAsync(
        Call call, IReadOnlyCollection<string> passedOver, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var around = call.Surroundings;
        var known = new List<KnownDatabase>();
        var isGiven = call.Value(CommonOptions.Connection) is not null || call.Value(CommonOptions.ConnectionName) is not null;
        if (isGiven || IsAsked(call.Workspace.Environment))
        {
            var isFound = Add(isGiven ? "the given connection" : call.Workspace.Environment, call.Workspace, call.FindConnection);
            if (!isFound && await OwnServer.RunningAsync(call, cancellationToken) is { } own)
                known.Add(new(call.Workspace.Environment, new(own, "the project's private PostgreSQL"), call.Workspace.Settings.Schema));
            else if (!isFound && call.Workspace.Chosen is not null)
                problems.Add(WithoutConnection(call.Workspace.Environment));
        }
        foreach (var name in call.Workspace.Settings.Environments.Keys.Where(IsAsked))
        {
            var workspace = Workspace.Find(around, call.Value(CommonOptions.Project), name);
            if ((name != call.Workspace.Environment || isGiven) && !Add(name, workspace, () => ConnectionSources.Choose(null, null, workspace, around)))
                problems.Add(WithoutConnection(name));
        }
        return [.. known.DistinctBy(one => (one.Connection.ConnectionString, one.Schema))];

        bool IsAsked(string name) => !passedOver.Contains(name, StringComparer.OrdinalIgnoreCase);

        // False: no connection is configured.
        bool Add(string name, Workspace workspace, Func<ConnectionChoice?> choose)
        {
            try
            {
                if (choose() is not { } connection)
                    return false;
                known.Add(new(name, connection, workspace.Settings.Schema));
            }
            catch (SegueException unclear)
            {
                problems.Add(CannotBeAsked(name, unclear.Message));
            }
            return true;
        }
    }

    /// <summary>The revisions in it, those that are half way included; null where it cannot be asked, and then a problem says so.</summary>
    public async Task<IReadOnlySet<string>?> RevisionsAsync(Project project, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            await using var database = new Database(Connection.ConnectionString, new Identifier(Schema));
            await using var session = await database.OpenAsync(cancellationToken);
            var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
            return applied.Rows.Select(row => row.Revision.Id).ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception unreachable) when (unreachable is SegueException or Npgsql.NpgsqlException)
        {
            problems.Add(CannotBeAsked(Environment, unreachable.Message));
            return null;
        }
    }

    static Problem WithoutConnection(string environment) => CannotBeAsked(environment, "no connection to it is configured here");

    static Problem CannotBeAsked(string environment, string why) =>
        new("not-asked", $"{environment} cannot be asked: {Redact.Text(why.Split('\n')[0])}")
        {
            Remedy = $"if it cannot have them: --without-asking {environment}",
        };
}
