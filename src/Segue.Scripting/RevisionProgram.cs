#pragma warning disable RS0030 // This is the whole program of a file that is run by itself: it speaks to the console.
using System.Runtime.CompilerServices;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;

namespace Segue.Scripting;

/// <summary>
/// Lets a C# revision run by itself, <c>dotnet run versions/008_....cs</c>. Without words it prints what it would do and needs no database; with
/// <c>upgrade</c>, <c>downgrade</c> or <c>run</c> it does that within the project its folder belongs to, as <c>segue</c> would.
/// </summary>
public static class RevisionProgram
{
    const string Usage = "[upgrade|downgrade|run] [--connection STRING] [--dry-run] [--var NAME=VALUE]...; the connection may stand in SEGUE__CONNECTION";

    /// <summary>The one statement of the file: <c>return await RevisionProgram.RunAsync&lt;TheRevision&gt;(args);</c></summary>
    /// <typeparam name="T">The class in the file.</typeparam>
    /// <param name="args">The program's.</param>
    /// <param name="file">Filled in by the compiler.</param>
    /// <returns>The exit code; see <see cref="Failure"/>.</returns>
    public static async Task<int> RunAsync<T>(string[] args, [CallerFilePath] string file = "")
        where T : CodeRevision, new()
    {
        ArgumentNullException.ThrowIfNull(args);
        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        try
        {
            await RunAsync(Words.Of(args), new T(), Path.GetFullPath(file), cancellation.Token).ConfigureAwait(false);
            return 0;
        }
        catch (SegueException stopped)
        {
            await Console.Error.WriteLineAsync($"error: {stopped.Message}").ConfigureAwait(false);
            return (int)stopped.Failure;
        }
    }

    static async Task RunAsync(Words words, CodeRevision own, string file, CancellationToken cancellationToken)
    {
        var folder = ProjectFolder.Of(file);
        foreach (var (name, value) in words.Variables)
            folder.Variables[name] = value;
        var compiler = new RevisionCompiler(Path.Combine(ProjectFolder.Cache, "code"));
        var project = await folder.ToProjectAsync(
            (other, problems, token) => Path.GetFullPath(other.Header.Path) == file ? Task.FromResult<CodeRevision?>(own) : compiler.LoadAsync(other, problems, token),
            cancellationToken).ConfigureAwait(false);
        var header = project.Graph.All.Concat(project.Graph.Repeatables).FirstOrDefault(one => Path.GetFullPath(one.Path) == file)
            ?? throw new SegueException(Failure.Usage, $"{file} is no revision of the project in {folder.Folder}.") { Next = "correct 'versions' in segue.json" };
        if (words.Command is null)
        {
            await ShowAsync(project, header, cancellationToken).ConfigureAwait(false);
            return;
        }
        var connection = words.Connection ?? Environment.GetEnvironmentVariable("SEGUE__CONNECTION")
            ?? throw new SegueException(Failure.Usage, "No connection is given.") { Next = Usage };
        var database = new Database(connection, folder.Schema);
        await using var disposal = database.ConfigureAwait(false);
        var options = new RunOptions { Tell = Tell };
        var target = new RevisionTarget(null, header.Id, words.Command == "downgrade" ? -1 : 0);
        if (words.DryRun)
        {
            await PlanAsync(words.Command, project, database, target, options, cancellationToken).ConfigureAwait(false);
            return;
        }
        var result = await (words.Command switch
        {
            "upgrade" => Upgrade.RunAsync(project, database, target, options, cancellationToken),
            "downgrade" => Downgrade.RunAsync(project, database, target, options, cancellationToken),
            _ => RunRevision.RunAsync(project, database, target, options, cancellationToken),
        }).ConfigureAwait(false);
        Console.WriteLine(result.Run is null ? "nothing to do" : $"{words.Command}: {string.Join(", ", result.Revisions)}");
    }

    static async Task ShowAsync(Project project, RevisionHeader header, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{header.Id}: {header.Title}");
        foreach (var section in await ForeseenSection.OfAsync(project, header, cancellationToken).ConfigureAwait(false))
        {
            Console.WriteLine(section.Direction switch { Direction.Up => "upgrade", Direction.Down => "downgrade", _ => "run" });
            Show(section.Steps);
            if (section.AskedAt is { } asked)
                Console.WriteLine($"{asked.Line,6}  asks the database; what follows cannot be foreseen");
            if (section.Irreversible is { } reason)
                Console.WriteLine($"        irreversible because {reason}");
        }
    }

    static async Task PlanAsync(string command, Project project, Database database, RevisionTarget target, RunOptions options, CancellationToken cancellationToken)
    {
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken).ConfigureAwait(false);
        var plan = await (command switch
        {
            "upgrade" => Upgrade.PlanAsync(project, applied, target, options, cancellationToken),
            "downgrade" => Downgrade.PlanAsync(project, applied, target, options, cancellationToken),
            _ => RunRevision.PlanAsync(project, applied, target, options, cancellationToken),
        }).ConfigureAwait(false);
        Show(plan.Steps);
        foreach (var later in plan.Later)
            Console.WriteLine($"        {later}: planned when these steps are done, because it asks the database or stands on what asks");
    }

    static void Show(IEnumerable<Step> steps)
    {
        foreach (var step in steps)
            Console.WriteLine($"{step.Source?.Line,6}  {step.Why}");
    }

    static void Tell(RunEvent told)
    {
        switch (told)
        {
            case RunEvent.Rows rows:
                Console.WriteLine(string.Join('\t', rows.Columns));
                foreach (var row in rows.Values)
                    Console.WriteLine(string.Join('\t', row));
                break;
            case RunEvent.Notice { Severity: "WARNING" } notice:
                Console.Error.WriteLine($"warning: {notice.Text}");
                break;
            case RunEvent.Warning warning:
                Console.Error.WriteLine($"warning: {warning.Text}");
                break;
            case RunEvent.Waiting waiting:
                Console.Error.WriteLine($"waits for {waiting.Blockers[0]}");
                break;
        }
    }

    sealed record Words(string? Command, string? Connection, bool DryRun, IReadOnlyDictionary<string, string> Variables)
    {
        public static Words Of(string[] args)
        {
            string? command = null, connection = null;
            var isDryRun = false;
            var variables = new Dictionary<string, string>();
            for (var at = 0; at < args.Length; at++)
            {
                if (args[at] == "--dry-run")
                    isDryRun = true;
                else if (args[at] == "--connection" && at + 1 < args.Length)
                    connection = args[++at];
                else if (args[at] == "--var" && at + 1 < args.Length && args[at + 1].Split('=', 2) is [var name, var value])
                    (variables[name], at) = (value, at + 1);
                else if (command is null && args[at] is "upgrade" or "downgrade" or "run")
                    command = args[at];
                else
                    throw new SegueException(Failure.Usage, $"'{args[at]}' is not understood.") { Next = Usage };
            }
            return new(command, connection, isDryRun, variables);
        }
    }
}
