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
        var problems = new List<Problem>();
        foreach (var header in listing.Headers)
            await RevisionFile.ReadAsync(header, project.Variables, problems, cancellationToken);

        // The header is read again with the file.
        problems.RemoveAll(listing.Problems.Contains);
        List<CheckResult> results = [new("graph", Failure.Graph, listing.Problems), new("files", Failure.Usage, problems)];
        if (listing.Problems.Count == 0 && call.FindConnection() is { } connection)
            results.AddRange(await DatabaseChecks.RunAsync(call, connection, project, cancellationToken));

        var exitCode = CheckResult.ExitCode(results);
        var document = new CheckDocument(exitCode, listing.Headers.Count, [.. results.Select(CheckLine.Of)]);
        call.Answer(document, static documents => documents.CheckDocument, terminal => Text(terminal, results, listing.Headers.Count));
        return exitCode;
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
