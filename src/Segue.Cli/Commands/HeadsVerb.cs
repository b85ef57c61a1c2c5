using Segue.Cli.Output;

namespace Segue.Cli.Commands;

sealed class HeadsVerb() : Verb("heads", "Shows the revisions that no other one revises.")
{
    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var graph = (await call.ProjectAsync(cancellationToken)).Graph;
        var heads = graph.Heads.Select(header => RevisionLine.Of(header, graph)).ToList();
        call.Answer(new HeadsDocument(heads), static documents => documents.HeadsDocument, terminal =>
        {
            var table = new Table("revision", "labels", "title");
            foreach (var head in heads)
                table.Add(head.Id, string.Join(", ", head.Labels), head.Title);
            terminal.Show(table);
        });
        return 0;
    }
}
