using Segue.Cli.Settings;
using Segue.Sql;

namespace Segue.Cli.Connections;

/// <summary>The places a connection may stand in, the strongest first.</summary>
static class ConnectionSources
{
    static readonly string[] UsualNames = ["segue", "default", "defaultconnection"];

    /// <summary>The first that is set; null where none is.</summary>
    /// <param name="given"><c>--connection</c>.</param>
    /// <param name="name"><c>--connection-name</c>.</param>
    /// <param name="workspace">segue.json and the chosen environment.</param>
    /// <param name="around">Variables and home folder.</param>
    public static ConnectionChoice? Choose(string? given, string? name, Workspace workspace, Surroundings around)
    {
        if (given is not null)
            return Read(given, "--connection");
        if (name is not null)
            return Named(name, "--connection-name", workspace, around);
        if (workspace.Chosen?.Connection is { } own)
            return Read(own, $"environment {workspace.Environment} of {Workspace.FileName}");
        if (workspace.Chosen?.ConnectionName is { } ownName)
            return Named(ownName, $"environment {workspace.Environment} of {Workspace.FileName}", workspace, around);
        var root = around.Variables.Keys.Any(key => key.Equals("SEGUE__CONNECTION", StringComparison.OrdinalIgnoreCase))
            ? "SEGUE__CONNECTION"
            : Workspace.FileName;
        if (workspace.Settings.Connection is { } everywhere)
            return Read(everywhere, root);
        if (workspace.Settings.ConnectionName is { } everywhereName)
            return Named(everywhereName, root, workspace, around);
        if (Usual(workspace, around) is { } usual)
            return usual;
        if (around.Variable("DATABASE_URL") is { } url)
            return Read(url, "DATABASE_URL");
        return LibpqVariables.Read(around) is { } libpq ? new(libpq, "the PG* variables") : null;
    }

    static ConnectionChoice Read(string text, string source) => new(ConnectionText.Read(text, source), source);

    static ConnectionChoice Named(string name, string wantedBy, Workspace workspace, Surroundings around)
    {
        var strings = ApplicationSettings.ConnectionStrings(workspace, around);
        if (strings.TryGetValue(name, out var found))
            return Read(found.Text, found.Source);
        throw new SegueException(Failure.Usage, $"There is no connection string '{name}' ({wantedBy}).")
        {
            Next = Suggestion.For(name, strings.Keys)
                ?? (strings.Count > 0 ? $"there are: {string.Join(", ", strings.Keys)}" : $"set ConnectionStrings__{name}, or ConnectionStrings in appsettings.json or the user secrets"),
        };
    }

    static ConnectionChoice? Usual(Workspace workspace, Surroundings around)
    {
        var strings = ApplicationSettings.ConnectionStrings(workspace, around);
        foreach (var usual in UsualNames)
        {
            if (strings.TryGetValue(usual, out var found))
                return Read(found.Text, found.Source);
        }

        // An application may also keep the strings of a cache or a queue there.
        var possible = strings.Where(pair => ConnectionText.MayBePostgres(pair.Value.Text)).ToList();
        return possible switch
        {
            [] => null,
            [var only] => Read(only.Value.Text, only.Value.Source),
            _ => throw new SegueException(
                Failure.Usage, $"There are several connection strings: {string.Join(", ", possible.Select(pair => pair.Key))}.")
            {
                Next = "choose one with --connection-name",
            },
        };
    }
}
