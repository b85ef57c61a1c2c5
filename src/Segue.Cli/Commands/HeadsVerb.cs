using System.CommandLine;

namespace Segue.Cli.Commands;

sealed class HeadsVerb : Verb
{
    readonly Option<bool> _effective = new("--resolve-dependencies") { Description = "Leaves out those that others depend on." };

    public HeadsVerb()
        : base("heads", "Shows the revisions that no other one revises; with -v their docstrings.") => Add(_effective);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var graph = (await call.ProjectAsync(cancellationToken)).Graph;
        var heads = (call.Value(_effective) ? graph.EffectiveHeads : graph.Heads).Select(header => RevisionLine.Of(header, graph)).ToList();
        call.Answer(new HeadsDocument(heads), static documents => documents.HeadsDocument, terminal =>
        {
            if (terminal.Verbose)
                RevisionLine.WriteTo(terminal, heads);
            else
                terminal.Show(RevisionLine.Table(heads));
        });
        return 0;
    }
}
