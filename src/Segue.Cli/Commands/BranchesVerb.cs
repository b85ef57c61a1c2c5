using Segue.Cli.Output;

namespace Segue.Cli.Commands;

sealed class BranchesVerb() : Verb("branches", "Shows the revisions that several others revise, and those; with -v their titles and docstrings.")
{
    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var graph = (await call.ProjectAsync(cancellationToken)).Graph;
        var document = new BranchesDocument(
        [
            .. graph.BranchPoints.Reverse().Select(point => new BranchLine(
                RevisionLine.Of(point, graph), [.. graph.Children(point.Id).Select(child => RevisionLine.Of(child, graph))])),
        ]);
        call.Answer(document, static documents => documents.BranchesDocument, terminal =>
        {
            foreach (var branch in document.Branches)
                WriteTo(terminal, branch);
        });
        return 0;
    }

    static void WriteTo(Terminal terminal, BranchLine branch)
    {
        if (terminal.Verbose)
            RevisionLine.WriteTo(terminal, [branch.Revision]);
        else
            terminal.Line(branch.Revision.Short());
        foreach (var child in branch.Children)
            terminal.Line($"    -> {child.Short()}{(terminal.Verbose ? "  " + child.Title : "")}");
        terminal.Line();
    }
}
