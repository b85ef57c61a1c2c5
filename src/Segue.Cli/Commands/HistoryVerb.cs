using System.CommandLine;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class HistoryVerb : Verb
{
    readonly Option<string?> _range = new("--rev-range", "-r")
    {
        Description = "Only these and what lies between: a:b, a:, :b; label@head, current, -2 and the like are understood.",
        HelpName = "[FROM]:[TO]",
    };

    readonly GraphOptions _graph = new();

    readonly Option<bool> _current = new("--indicate-current", "-i") { Description = "Marks where the database is." };

    public HistoryVerb()
        : base("history", "Shows the revisions, newest first; with -v their docstrings.")
    {
        Add(_range);
        Add(_current);
        _graph.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var range = call.Value(_range) is { } text ? RevisionRange.Parse(text) : null;
        var applied = call.Value(_current) || range is { NeedsApplied: true } ? await call.AppliedSetAsync(project, cancellationToken) : null;
        var graph = project.Graph;
        var isDrawn = _graph.IsWanted(call);
        var shown = range is null ? null : graph.Range(range, applied?.Ids);
        if (applied is not null)
            call.WarnOfOrphans(project, applied);
        if (isDrawn)
            return await _graph.DrawAsync(call, graph, shown, call.Value(_current) ? applied?.Ids : null, cancellationToken);

        var tips = call.Value(_current) ? graph.Tips(applied!.Ids).Select(tip => tip.Id).ToHashSet() : null;
        var document = new HistoryDocument(
            [
                .. (shown?.Reverse() ?? graph.All.Reverse().Concat(graph.Repeatables))
                    .Select(header => RevisionLine.Of(header, graph) with { IsCurrent = tips?.Contains(header.Id) }),
            ],
            applied is null ? null : [.. Orphans.Of(project, applied).Select(row => row.Revision.Id)]);
        call.Answer(document, static documents => documents.HistoryDocument, terminal =>
        {
            if (terminal.Verbose)
                RevisionLine.WriteTo(terminal, document.Revisions);
            else
                terminal.Show(RevisionLine.Table(document.Revisions));
        });
        return 0;
    }
}
