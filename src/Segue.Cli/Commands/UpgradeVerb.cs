using System.CommandLine;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class UpgradeVerb : Verb
{
    readonly Argument<string> _target = new("target")
    {
        Description = "head, heads, a revision, the beginning of one, +2, label@head; with --sql also from:to.",
        DefaultValueFactory = _ => "head",
    };

    readonly Option<string?> _mark = new("--mark")
    {
        Description = "Note the applied set under this name before anything is changed.",
        HelpName = "NAME",
    };

    readonly Option<bool> _onePerRun = new("--one-transaction") { Description = "One transaction over all revisions instead of one for each." };
    readonly PreviewOptions _preview = new();
    readonly RunningOptions _running = new();

    public UpgradeVerb()
        : base("upgrade", "Applies what is not applied yet.")
    {
        Add(_target);
        Add(_mark);
        Add(_onePerRun);
        _preview.AddTo(this);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        if (call.Value(_onePerRun))
            project = project with { OneTransaction = true };
        var course = Course.Parse(call.Value(_target)!, RevisionTarget.Heads);
        var target = course.To;
        var options = _running.Of(call) with { Mark = call.Value(_mark) };
        if (_preview.IsWanted(call))
            return await _preview.ShowAsync(call, project, options, course, (applied, token) => Upgrade.PlanAsync(project, applied, target, options, token), cancellationToken);
        course.RefuseFrom();
        await using var database = await call.DatabaseAsync(cancellationToken);
        return await Carrying.OutAsync(
            call, options, "applied", told => Upgrade.RunAsync(project, database, target, told, cancellationToken));
    }
}
