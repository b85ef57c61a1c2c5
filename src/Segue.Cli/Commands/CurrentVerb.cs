using System.CommandLine;
using System.Globalization;
using Segue.Cli.Output;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class CurrentVerb : Verb
{
    readonly Option<bool> _check = new("--check", "--check-heads", "-c") { Description = "Exit code 3 if the database is not at all effective heads, 8 if it has what has no file here." };

    public CurrentVerb()
        : base("current", "Shows where the database is: the applied revisions that nothing applied stands on.")
    {
        Add(_check);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var applied = await call.AppliedSetAsync(project, cancellationToken);
        var document = Document(project, applied);
        call.Answer(document, static documents => documents.CurrentDocument, terminal =>
        {
            foreach (var line in document.Current)
                terminal.Line(Text(line, call.Verbose));
        });
        call.WarnOfOrphans(project, applied);
        return call.Value(_check) ? Check(call, document, applied) : 0;
    }

    static CurrentDocument Document(Project project, AppliedSet applied)
    {
        var graph = project.Graph;
        var heads = graph.EffectiveHeads.Select(head => head.Id).ToHashSet();
        return new(
            [
                .. graph.Tips(applied.Ids).Select(tip => applied.Find(tip.Id)!).Select(row => Line(row, heads.Contains(row.Revision.Id), false)),
                .. Orphans.Of(project, applied).Select(row => Line(row, false, true)),
            ],
            graph.All.All(revision => applied.Ids.Contains(revision.Id)),
            [.. heads.Where(head => !applied.Ids.Contains(head))],
            [.. graph.Gaps(applied.Ids).Select(gap => gap.Id)]);
    }

    static CurrentLine Line(AppliedRow row, bool isHead, bool isOrphan) =>
        new(row.Revision.Id, row.Revision.Title, isHead, isOrphan, row.AppliedAt, row.AppliedBy);

    static string Text(CurrentLine line, bool all) => line.Revision + (line.Head ? " (head)" : line.Orphan ? " (no file here)" : "")
        + (all ? string.Create(CultureInfo.InvariantCulture, $"  {line.Title}, applied {line.AppliedAt:u} by {line.AppliedBy}") : "");

    static int Check(Call call, CurrentDocument document, AppliedSet applied)
    {
        if (HalfWay.Problem(applied) is { } halfWay)
            call.Terminal.Message(MessageKind.Error, halfWay.ToString());
        if (document.Gaps.Count > 0)
            call.Terminal.Message(MessageKind.Error, $"not applied, though something applied stands on it: {string.Join(", ", document.Gaps)}");
        if (document.Missing.Count > 0)
            call.Terminal.Message(MessageKind.Error, $"not at all heads: {string.Join(", ", document.Missing)} {(document.Missing.Count == 1 ? "is" : "are")} missing");
        return document.Current.Any(line => line.Orphan) ? (int)Failure.Graph
            : applied.HalfWay is not null ? (int)Failure.HalfWay
            : document.AtHeads ? 0
            : (int)Failure.Pending;
    }
}
