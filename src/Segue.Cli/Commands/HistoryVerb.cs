using Segue.Cli.Output;

namespace Segue.Cli.Commands;

sealed class HistoryVerb : Verb
{
    readonly GraphOptions _graph = new();

    public HistoryVerb()
        : base("history", "Shows the revisions, newest first; with -v their docstrings.") => _graph.AddTo(this);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var graph = (await call.ProjectAsync(cancellationToken)).Graph;
        if (_graph.IsWanted(call))
            return await _graph.DrawAsync(call, graph, shown: null, applied: null, cancellationToken);
        var lines = graph.All.Reverse().Concat(graph.Repeatables).Select(header => RevisionLine.Of(header, graph)).ToList();
        call.Answer(new HistoryDocument(lines), static documents => documents.HistoryDocument, terminal =>
        {
            if (terminal.Verbose)
                Blocks(terminal, lines);
            else
                terminal.Show(Short(lines));
        });
        return 0;
    }

    static Table Short(List<RevisionLine> lines)
    {
        var table = new Table("revision", "revises", "", "title");
        foreach (var line in lines)
            table.Add(line.Id, string.Join(", ", line.Revises), line.Place, line.Title);
        return table;
    }

    static void Blocks(Terminal terminal, List<RevisionLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var text in line.Lines())
                terminal.Line(text);
            terminal.Line();
        }
    }
}
