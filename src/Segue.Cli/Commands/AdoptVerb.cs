using System.CommandLine;
using System.Text.Json;
using Segue.Authoring;
using Segue.Cli.Output;
using Segue.Cli.Settings;
using Segue.Formats;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Cli.Commands;

sealed class AdoptVerb : Verb
{
    readonly Option<string?> _table = new("--history-table")
    {
        Description = "The tool's history, where it has another name than the tool gives it: app.schema_migrations.",
        HelpName = "TABLE",
    };

    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Shows what was found and writes nothing down." };
    readonly Option<bool> _convert = new("--convert") { Description = "Writes the folder as Segue's own files, into a new project; asks no database." };

    readonly Option<string?> _to = new("--to")
    {
        Description = "With --convert: the folder of the new project. Default: DIR-segue.",
        HelpName = "FOLDER",
    };

    readonly RunningOptions _running = new();

    public AdoptVerb()
        : base("adopt", "Goes on where another tool has stopped: what its own history says is applied counts as applied.")
    {
        Add(Adopted);
        Add(_table);
        Add(_dryRun);
        Add(_convert);
        Add(_to);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    /// <summary>The folder; what <c>--folder</c> is to other verbs.</summary>
    public static Argument<string?> Adopted { get; } = new("dir") { Description = "The folder of Alembic, Flyway, Diesel, goose, dbmate, ..." };

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var format = KnownFormats.Choose(call.Folder!, call.Value(CommonOptions.Format));
        if (format.History is null)
            throw new SegueException(Failure.Usage, $"{call.Folder} holds Segue's own files: there is nothing to adopt.") { State = "nothing was done" };
        var project = await call.ProjectAsync(cancellationToken);
        var found = new AdoptDocument(format.Name, project.Name, project.Graph.All.Count + project.Graph.Repeatables.Count, [.. project.Graph.Heads.Select(head => head.Id)]);
        if (call.Value(_convert))
            found = found with { Converted = await ConvertAsync(call, project, cancellationToken) };
        var connection = found.Converted is null ? call.FindConnection()?.ConnectionString ?? await OwnServer.RunningAsync(call, cancellationToken) : null;
        if (connection is not null)
            found = await StampAsync(call, project, format, connection, found, cancellationToken);
        var why = connection is null ? "no database is configured" : $"the database has no table {format.History.Name} (--history-table names another)";
        call.Answer(found, static documents => documents.AdoptDocument, terminal => Show(terminal, found, why, call.Value(_dryRun)));
        return 0;
    }

    async Task<AdoptDocument> StampAsync(Call call, Project project, RevisionFormat format, string connection, AdoptDocument found, CancellationToken cancellationToken)
    {
        var table = call.Value(_table) is { } named ? QualifiedName.Parse(named) : (QualifiedName?)null;
        await using var database = await call.DatabaseAsync(connection, cancellationToken);
        var (adoption, plan) = await LookAsync(project, format, table, database, cancellationToken);
        if (adoption is null)
            return found;
        found = found with
        {
            Table = adoption.Table,
            Applied = [.. adoption.Applied.Select(revision => revision.Id)],
            WithoutFile = adoption.WithoutFile,
            Gaps = [.. adoption.Gaps.Select(revision => revision.Id)],
        };
        if (call.Value(_dryRun) || plan.Steps.IsEmpty)
            return found;
        await call.ConfirmAsync($"Write down in {database.Name} that {plan.Steps.Length} revisions of {format.Name} are applied?", cancellationToken);
        var result = await Adopt.RunAsync(project, database, format, table, _running.Of(call), cancellationToken);
        return found with { Entered = result.Revisions.Length };
    }

    static async Task<(Adoption?, Plan)> LookAsync(Project project, RevisionFormat format, QualifiedName? table, Database database, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        var adoption = await Adopt.ReadAsync(session, project, format, table, cancellationToken);
        return (adoption, adoption is null
            ? new("", [])
            : await Adopt.PlanAsync(project, await AppliedSet.ReadAsync(session, project.Name, cancellationToken), adoption, cancellationToken));
    }

    async Task<string> ConvertAsync(Call call, Project project, CancellationToken cancellationToken)
    {
        var to = call.Value(_to) is { } given ? Path.GetFullPath(given, call.Surroundings.Folder) : Path.TrimEndingDirectorySeparator(call.Folder!) + "-segue";
        var versions = Path.Combine(to, "versions");
        var settings = Path.Combine(to, Workspace.FileName);
        if (File.Exists(settings) || (Directory.Exists(versions) && Directory.EnumerateFileSystemEntries(versions).Any()))
            throw new SegueException(Failure.Usage, $"{to} has a project already.") { State = "nothing was written", Next = "name another folder with --to" };
        var files = await Conversion.OfAsync(project, cancellationToken);
        Directory.CreateDirectory(versions);
        foreach (var (name, text) in files)
            await File.WriteAllTextAsync(Path.Combine(versions, name), text, cancellationToken);
        await File.WriteAllTextAsync(
            settings, $"{{\n  \"project\": \"{JsonEncodedText.Encode(project.Name)}\",\n  \"versions\": [\"versions\"]\n}}\n", cancellationToken);
        return to;
    }

    static void Show(Terminal terminal, AdoptDocument found, string whyNone, bool isDryRun)
    {
        terminal.Line($"{found.Format}: {found.Revisions} revisions, {(found.Heads.Count == 1 ? "head" : "heads")} {string.Join(", ", found.Heads)}");
        if (found.Converted is { } project)
        {
            terminal.Line(project);
            terminal.Message(MessageKind.News, $"where the folder was applied or adopted already: segue upgrade --accept-edits all --project {project}");
            return;
        }
        if (found.Applied is not { } applied)
        {
            terminal.Message(MessageKind.News, $"no history of {found.Format} was read: {whyNone}");
            return;
        }
        terminal.Line($"{found.Table}: {applied.Count} applied");
        foreach (var version in found.WithoutFile!)
            terminal.Message(MessageKind.Warning, $"{version} is applied, and the folder has not got it");
        foreach (var gap in found.Gaps!)
            terminal.Message(MessageKind.Warning, $"{gap} is not applied, though what stands on it is: the next upgrade applies it");
        terminal.Message(MessageKind.News, isDryRun ? "nothing was written down" : $"{found.Entered} entered the applied set of the project '{found.Project}'");
    }
}
