using Segue.Cli.Output;
using Segue.Revisions;

namespace Segue.Cli.Commands;

sealed class CheckVerb : Verb
{
    public CheckVerb()
        : base("check", "Checks files and graph, and with a connection the database against them. Never writes.") =>
        AddConnectionOptions();

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var listing = project.Revisions;
        List<CheckResult> results =
        [
            new("graph", Failure.Graph, listing.Problems),
            new("files", Failure.Usage, await FilesAsync(project, cancellationToken)),
            new("hooks", Failure.Usage, await Hooks.ProblemsAsync(project, cancellationToken)),
        ];
        if (listing.Problems.Count == 0 && call.FindConnection() is { } connection)
            results.AddRange(await DatabaseChecks.RunAsync(call, connection, project, cancellationToken));

        var exitCode = CheckResult.ExitCode(results);
        var document = new CheckDocument(exitCode, listing.Headers.Count, [.. results.Select(CheckLine.Of)]);
        call.Answer(document, static documents => documents.CheckDocument, terminal => Text(terminal, results, listing.Headers.Count));
        return exitCode;
    }

    /// <summary>What a plan over all files would be refused for; C# is compiled.</summary>
    static async Task<IReadOnlyList<Problem>> FilesAsync(Project project, CancellationToken cancellationToken)
    {
        try
        {
            await Plans.ReadAsync(project, project.Revisions.Headers, cancellationToken);
            return [];
        }
        catch (SegueException refused) when (refused.Problems.Count > 0)
        {
            // The header is read again with the file.
            return [.. refused.Problems.Where(problem => !project.Revisions.Problems.Contains(problem))];
        }
    }

    static void Text(Terminal terminal, List<CheckResult> results, int revisions)
    {
        foreach (var result in results)
        {
            terminal.Line(result.Problems.Count == 0 ? $"{result.Name}: ok" : $"{result.Name}: {result.Problems.Count} to repair");
            foreach (var problem in result.Problems)
                terminal.Line("  " + problem);
        }

        terminal.Message(MessageKind.News, $"{revisions} revision{(revisions == 1 ? "" : "s")} checked");
    }
}
