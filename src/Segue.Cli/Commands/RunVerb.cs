using System.CommandLine;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class RunVerb : Verb
{
    readonly Argument<string> _revision = new("revision") { Description = "A revision, the beginning of one, head, current, -1." };
    readonly PreviewOptions _preview = new();
    readonly RunningOptions _running = new();

    public RunVerb()
        : base("run", "Does one revision singly: its run section, or, where it has none, exactly its upgrade.")
    {
        Add(_revision);
        _preview.AddTo(this);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var revision = await call.ResolveAsync(project, call.Value(_revision)!, cancellationToken);
        var target = new RevisionTarget(null, revision.Id);
        var options = _running.Of(call);
        await using var database = await call.DatabaseAsync(cancellationToken);
        var mark = await Plans.MarkAsync(project, revision, cancellationToken);
        if (_preview.IsWanted(call))
        {
            var found = mark is null ? null : await Marks.FindAsync(project, database, mark, cancellationToken);
            return await _preview.ShowAsync(
                call, project, options, null,
                (applied, token) => found is null ? RunRevision.PlanAsync(project, applied, target, options, token) : Marks.PlanAsync(project, applied, found, options, token),
                cancellationToken);
        }
        if (mark is not null)
            await call.ConfirmAsync($"Take back what was applied in {database.Name} since the {(mark.Length == 0 ? "last mark" : $"mark {mark}")}?", cancellationToken);
        return await Carrying.OutAsync(
            call, options, "ran", told => RunRevision.RunAsync(project, database, target, told, cancellationToken));
    }
}
