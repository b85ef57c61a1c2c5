using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Segue.Cli.Commands;
using Segue.Cli.Connections;
using Segue.Cli.Logging;
using Segue.Cli.Output;
using Segue.Cli.Settings;
using Segue.Formats;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Cli;

/// <summary>What a verb is called with: its words, the project, the connection, and the terminal to answer on. Each is read when it is asked for.</summary>
sealed class Call(ParseResult parse, Terminal terminal, Surroundings surroundings)
{
    bool _answered;

    public Terminal Terminal => terminal;

    public Surroundings Surroundings => surroundings;

    public bool Verbose => terminal.Verbose;

    /// <summary>segue.json and what stands over it.</summary>
    public Workspace Workspace => field ??= Workspace.Find(
        surroundings, Value(CommonOptions.Project), Value(CommonOptions.Environment), isNeeded: Folder is null);

    /// <summary>The folder that is read instead of those of segue.json, absolute; null: there is none.</summary>
    public string? Folder => (Value(CommonOptions.Folder) ?? Value(AdoptVerb.Adopted)) is { } given ? Path.GetFullPath(given, surroundings.Folder) : null;

    /// <summary>The log, on standard error.</summary>
    public ILoggerFactory Log => field ??= new TerminalLog(terminal, Value(CommonOptions.LogFormat), surroundings.Time);

    /// <summary>The placeholders' values: the settings', then <c>--var</c>, and what is known of the call itself.</summary>
    public IReadOnlyDictionary<string, string> Variables
    {
        get
        {
            var variables = new Dictionary<string, string>(Workspace.Settings.Variables);
            foreach (var pair in Value(CommonOptions.Variables) ?? [])
                variables[pair[..pair.IndexOf('=', StringComparison.Ordinal)]] = pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..];
            variables["segue.project"] = Workspace.Settings.Project;
            variables["segue.environment"] = Workspace.Environment;
            variables["segue.tag"] = Value(CommonOptions.Tag) ?? "";
            return variables;
        }
    }

    /// <summary>The revisions' headers, and how they are to be carried out.</summary>
    public async Task<Project> ProjectAsync(CancellationToken cancellationToken)
    {
        var folder = Folder;
        if (folder is null && Value(CommonOptions.Format) is not null)
            throw new SegueException(Failure.Usage, "--format says whose revisions --folder holds, and there is no --folder.");
        return new()
        {
            Name = folder is null ? Workspace.Settings.Project : NameOf(folder),
            Root = Workspace.Folder,
            Revisions = folder is null
                ? await RevisionFolders.ReadAsync(
                    Workspace.Settings.Versions, Workspace.Settings.Seeds, Workspace.Folder,
                    IndexCache.Of(Workspace.Folder, surroundings, Workspace.Settings.Seeds), cancellationToken)
                : await RevisionsOfAsync(folder, cancellationToken),
            Variables = Variables,
            Patience = Workspace.Settings.ToPatience(),
            OneTransaction = Workspace.Settings.Transaction is TransactionScope.PerRun,
            Hooks = Workspace.Settings.Hooks.ToHooks(),
            Code = CodeCache.Of(surroundings),
        };
    }

    /// <summary>The same for verbs that write revisions: never what lies in <c>--folder</c>, which is another tool's to write.</summary>
    public Task<Project> OwnProjectAsync(CancellationToken cancellationToken) => Folder is null
        ? ProjectAsync(cancellationToken)
        : throw new SegueException(Failure.Usage, "Revisions are written into the folders of segue.json, and not into --folder.")
        {
            State = "nothing was written",
            Next = "write it with the folder's own tool, or turn the folder into a project: segue adopt --convert",
        };

    /// <summary>What the settings call the project; where they are silent, the folder's name, so that what lies in two folders has two journals.</summary>
    string NameOf(string folder) => Workspace.Settings.Project is not ProjectSettings.DefaultProject and var named ? named
        : Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)) is { Length: > 0 } name ? name
        : ProjectSettings.DefaultProject;

    async Task<RevisionListing> RevisionsOfAsync(string folder, CancellationToken cancellationToken)
    {
        var format = KnownFormats.Choose(folder, Value(CommonOptions.Format));
        if (Verbose)
            terminal.Message(MessageKind.Detail, $"{folder} is read as {format.Name}; its journal is that of the project '{NameOf(folder)}'");
        return await RevisionFolders.ReadAsync(folder, Workspace.Folder, format, cancellationToken);
    }

    /// <summary>The database of <see cref="Connection"/> with Segue's schema in it, once <c>--wait</c> and <c>--create-database</c> have done their part.</summary>
    public async Task<Database> DatabaseAsync(CancellationToken cancellationToken)
    {
        var connection = FindConnection()?.ConnectionString ?? await OwnServer.ConnectionStringAsync(this, cancellationToken) ?? Connection().ConnectionString;
        return await DatabaseAsync(connection, cancellationToken);
    }

    /// <summary>The same for a connection that is chosen already.</summary>
    public async Task<Database> DatabaseAsync(string connection, CancellationToken cancellationToken)
    {
        if (Value(CommonOptions.Wait) is { Ticks: > 0 } patience)
            await Arrival.WaitAsync(connection, patience, surroundings.Time, cancellationToken);
        if (Value(CommonOptions.CreateDatabase) && await Arrival.CreateDatabaseAsync(connection, cancellationToken))
            terminal.Message(MessageKind.News, "the database was created");
        return new(connection, new Identifier(Workspace.Settings.Schema));
    }

    /// <summary><c>--output json</c>.</summary>
    public bool Json => Value(CommonOptions.Output) is OutputFormat.Json;

    /// <summary>An option's value; its default where it was not given, or given wrongly and about to be reported.</summary>
    public T? Value<T>(Option<T> option) => parse.GetResult(option) is { } result && !result.Errors.Any() ? result.GetValueOrDefault<T>() : default;

    public T? Value<T>(Argument<T> argument) => parse.GetValue(argument);

    /// <summary>The connection that is configured, or null; where it came from is said with <c>-v</c>.</summary>
    public ConnectionChoice? FindConnection()
    {
        var choice = ConnectionSources.Choose(
            Value(CommonOptions.Connection), Value(CommonOptions.ConnectionName), Workspace, surroundings);
        if (choice is not null && Verbose)
            terminal.Message(MessageKind.Detail, $"connection from {choice.Source}: {Redact.Text(choice.ConnectionString)}");
        return choice;
    }

    /// <summary>The connection that is configured.</summary>
    public ConnectionChoice Connection() =>
        FindConnection() ?? throw new SegueException(Failure.Usage, $"No connection is configured for the environment {Workspace.Environment}.")
        {
            Next = $"--connection, \"connection\" in {Workspace.FileName}, SEGUE__CONNECTION, ConnectionStrings, DATABASE_URL or PGHOST",
        };

    /// <summary>Before something is taken away: asks on a terminal, needs <c>--yes</c> elsewhere.</summary>
    public async Task ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        if (Value(CommonOptions.Yes))
            return;
        if (!terminal.InputIsTerminal)
            throw new SegueException(Failure.Usage, question + " Nobody is there to answer.") { Next = "the same with --yes" };
        if (!await terminal.AskAsync(question, cancellationToken))
            throw new SegueException(Failure.Cancelled, "Nothing was done.");
    }

    /// <summary>The answer: the document with <c>--output json</c>, else the text.</summary>
    /// <param name="document">The answer to a program.</param>
    /// <param name="type">How it is written; asked for only then, because making it takes longer than most answers.</param>
    /// <param name="text">The answer to a person.</param>
    public void Answer<T>(T document, Func<Documents, JsonTypeInfo<T>> type, Action<Terminal> text)
        where T : Document
    {
        if (!Json)
        {
            text(terminal);
            return;
        }

        _answered = true;
        terminal.Json(document, type(Documents.Default));
    }

    /// <summary>With <c>--output json</c> standard output carries one document whatever happens.</summary>
    public void ShowFailure(Failure code, string message, IReadOnlyList<Problem> problems)
    {
        if (Json && !_answered)
            Answer(FailureDocument.Of(code, message, problems), static documents => documents.FailureDocument, static _ => { });
    }
}
