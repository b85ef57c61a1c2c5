using System.CommandLine;
using System.Globalization;
using Segue.Cli.Output;
using Segue.Cli.Settings;
using Segue.Embedded;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;
using Segue.Transfer;

namespace Segue.Cli.Commands;

/// <summary>The reference project from nothing to head, back to base and up again, on a private PostgreSQL that is gone afterwards.</summary>
sealed class DemoVerb : Verb
{
    const int ShownRows = 6;

    readonly Option<int> _scale = new("--scale")
    {
        Description = "So many times 1,000 users and 100,000 events.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
        Validators = { result => { if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var n) && n is >= 1 and <= 1000)) result.AddError("--scale takes 1 to 1000."); } },
    };

    public DemoVerb()
        : base("demo", "Takes the reference project music-agent to head on a private PostgreSQL, and back.") => Add(_scale);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        // The demonstration is for people; with --output json they read it on standard error, and a document follows.
        var terminal = call.Json ? call.Terminal.WithDataOnError() : call.Terminal;
        var clock = call.Surroundings.Time;
        var project = await ProjectAsync(call, call.Value(_scale), cancellationToken);
        var options = new RunOptions { Clock = clock, Logger = call.Log.CreateLogger("Segue.Running") };

        var start = clock.GetTimestamp();
        Title(terminal, "A private PostgreSQL, gone when this ends");
        await using var server = await PostgresServer.StartAsync(new(), clock, cancellationToken);
        terminal.Message(MessageKind.News, string.Create(
            CultureInfo.InvariantCulture, $"PostgreSQL {server.Binaries.Version} took {clock.GetElapsedTime(start).TotalMilliseconds:0} ms to start"));
        await using var database = new Database(server.ConnectionString(), new Identifier("segue"));

        Title(terminal, "segue upgrade head --mark empty");
        await CarryOutAsync(terminal, "applied", options with { Mark = "empty" }, told => Upgrade.RunAsync(project, database, RevisionTarget.Head, told, cancellationToken));

        Title(terminal, string.Create(CultureInfo.InvariantCulture, $"Data from a seeded generator: {project.Variables["users"]} users, {project.Variables["events"]} events"));
        await CarryOutAsync(terminal, "loaded", options, told => RunScript.RunAsync(project, database, "data/sample.sql", told, cancellationToken), showRows: false);

        Title(terminal, "The questions of the module's documentation");
        await CarryOutAsync(terminal, "answered", options, told => RunScript.RunAsync(project, database, "data/queries.sql", told, cancellationToken));

        Title(terminal, "segue export users users.csv; segue export analytics analytics.csv; segue import analytics analytics.csv");
        await TransferAsync(terminal, project, database, options, cancellationToken);

        Title(terminal, "segue status");
        var overview = await Overview.ReadAsync(project, database, cancellationToken);
        StatusDocument.Of(database.Name, project.Name, overview).WriteTo(terminal);

        Title(terminal, "segue run 006_rollback: back to the mark, which was base");
        await CarryOutAsync(terminal, "took back", options, told => RunRevision.RunAsync(project, database, RevisionTarget.Parse("006_rollback"), told, cancellationToken));

        Title(terminal, "segue upgrade head, once more");
        await CarryOutAsync(terminal, "applied", options, told => Upgrade.RunAsync(project, database, RevisionTarget.Head, told, cancellationToken));
        var document = new DemoDocument(server.Binaries.Version.ToString(), project.Graph.All.Count, clock.GetElapsedTime(start).TotalMilliseconds);
        call.Answer(document, static documents => documents.DemoDocument, static _ => { });
        return 0;
    }

    static async Task<Project> ProjectAsync(Call call, int scale, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "music-agent");
        var settings = Workspace.Find(call.Surroundings, folder, null).Settings;
        var variables = new Dictionary<string, string>(settings.Variables)
        {
            ["today"] = call.Surroundings.Time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        foreach (var name in (string[])["users", "events"])
            variables[name] = (long.Parse(variables[name], CultureInfo.InvariantCulture) * scale).ToString(CultureInfo.InvariantCulture);
        return new()
        {
            Name = settings.Project,
            Root = folder,
            Revisions = await RevisionFolders.ReadAsync(settings.Versions, folder, IndexCache.Of(folder, call.Surroundings), cancellationToken),
            Variables = variables,
            Code = CodeCache.Of(call.Surroundings),
        };
    }

    static async Task TransferAsync(Terminal terminal, Project project, Database database, RunOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("segue-demo-").FullName;
        try
        {
            foreach (var name in (string[])["users", "analytics"])
            {
                var file = Path.Combine(folder, name + ".csv");
                var bytes = await CsvExport.RunAsync(database, new(null, new(name)), file, cancellationToken);
                terminal.Message(MessageKind.News, string.Create(CultureInfo.InvariantCulture, $"{name}.csv: {bytes:N0} bytes"));
            }
            // Into a table of its own shape would be a copy; into the same one it would collide with its own keys.
            var events = await File.ReadAllLinesAsync(Path.Combine(folder, "analytics.csv"), cancellationToken);
            var fresh = Path.Combine(folder, "more.csv");
            await File.WriteAllLinesAsync(fresh, events.Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]), cancellationToken);
            await CarryOutAsync(terminal, "loaded", options, told => CsvImport.RunAsync(project, database, new(null, new("analytics")), fresh, told, cancellationToken));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task CarryOutAsync(Terminal terminal, string done, RunOptions options, Func<RunOptions, Task<RunResult>> work, bool showRows = true)
    {
        var (result, rows) = await Carrying.ShownAsync(terminal, options, work);
        foreach (var shown in showRows ? rows : [])
        {
            terminal.Line(shown.Step.Why);
            Carrying.Show(terminal, shown, ShownRows);
            if (shown.Values.Count > ShownRows)
                terminal.Line(string.Create(CultureInfo.InvariantCulture, $"... {shown.Values.Count - ShownRows} more rows"));
        }
        RunDocument.Of(result).WriteTo(terminal, done);
    }

    static void Title(Terminal terminal, string text) => terminal.Message(MessageKind.News, "\n" + terminal.Strong("── " + text));
}
