using Segue.Cli.Settings;

namespace Segue.Cli.Connections;

/// <summary>The places a connection may stand in, the strongest first.</summary>
static class ConnectionSources
{
    static readonly string[] UsualNames = ["segue", "default", "defaultconnection"];

    /// <summary>The first that is set; null where none is.</summary>
    /// <param name="given"><c>--connection</c>.</param>
    /// <param name="name"><c>--connection-name</c>.</param>
    /// <param name="project">segue.json and the chosen environment.</param>
    /// <param name="around">Variables and home folder.</param>
    public static ConnectionChoice? Choose(string? given, string? name, Project project, Surroundings around)
    {
        if (given is not null)
            return Read(given, "--connection");
        if (name is not null)
            return Named(name, "--connection-name", project, around);
        if (project.Chosen?.Connection is { } own)
            return Read(own, $"environment {project.Environment} of {Project.FileName}");
        if (project.Chosen?.ConnectionName is { } ownName)
            return Named(ownName, $"environment {project.Environment} of {Project.FileName}", project, around);
        var root = around.Variables.Keys.Any(key => key.Equals("SEGUE__CONNECTION", StringComparison.OrdinalIgnoreCase))
            ? "SEGUE__CONNECTION"
            : Project.FileName;
        if (project.Settings.Connection is { } everywhere)
            return Read(everywhere, root);
        if (project.Settings.ConnectionName is { } everywhereName)
            return Named(everywhereName, root, project, around);
        if (Usual(project, around) is { } usual)
            return usual;
        if (around.Variable("DATABASE_URL") is { } url)
            return Read(url, "DATABASE_URL");
        return LibpqVariables.Read(around) is { } libpq ? new(libpq, "the PG* variables") : null;
    }

    static ConnectionChoice Read(string text, string source) => new(ConnectionText.Read(text, source), source);

    static ConnectionChoice Named(string name, string wantedBy, Project project, Surroundings around)
    {
        var strings = ApplicationSettings.ConnectionStrings(project, around);
        if (strings.TryGetValue(name, out var found))
            return Read(found.Text, found.Source);
        var nearest = Spelling.Nearest(name, strings.Keys);
        throw new SegueException(Failure.Usage, $"There is no connection string '{name}' ({wantedBy}).")
        {
            Next = nearest is not null ? $"did you mean '{nearest}'?"
                : strings.Count > 0 ? $"there are: {string.Join(", ", strings.Keys)}"
                : $"set ConnectionStrings__{name}, or ConnectionStrings in appsettings.json or the user secrets",
        };
    }

    static ConnectionChoice? Usual(Project project, Surroundings around)
    {
        var strings = ApplicationSettings.ConnectionStrings(project, around);
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
