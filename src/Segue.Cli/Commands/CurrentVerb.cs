using System.Globalization;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class CurrentVerb : Verb
{
    public CurrentVerb()
        : base("current", "Shows where the database is: the applied revisions that nothing applied stands on.") => AddConnectionOptions();

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        await using var database = await call.DatabaseAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
        var heads = project.Graph.EffectiveHeads.ToHashSet();
        var document = new CurrentDocument(
        [
            .. project.Graph.Tips(applied.Ids).Select(revision => (revision, row: applied.Find(revision.Id)!))
                .Select(tip => new CurrentLine(tip.revision.Id, tip.revision.Title, heads.Contains(tip.revision), tip.row.AppliedAt, tip.row.AppliedBy)),
            .. Orphans.Of(project, applied).Select(row => new CurrentLine(row.Revision.Id, row.Revision.Title + " (no file)", false, row.AppliedAt, row.AppliedBy)),
        ]);
        call.Answer(document, static documents => documents.CurrentDocument, terminal =>
        {
            foreach (var line in document.Current)
            {
                terminal.Line(line.Revision + (line.Head ? " (head)" : "") + (call.Verbose
                    ? string.Create(CultureInfo.InvariantCulture, $"  {line.Title}, applied {line.AppliedAt:u} by {line.AppliedBy}")
                    : ""));
            }
        });
        return 0;
    }
}
