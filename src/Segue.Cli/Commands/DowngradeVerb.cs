using System.CommandLine;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class DowngradeVerb : Verb
{
    readonly Argument<string> _target = new("target") { Description = "What stays: a revision, base, -1, label@base; with --sql also from:to." };
    readonly PreviewOptions _preview = new();
    readonly RunningOptions _running = new();

    public DowngradeVerb()
        : base("downgrade", "Takes back what is applied.")
    {
        Add(_target);
        _preview.AddTo(this);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var course = Course.Parse(call.Value(_target)!, null);
        var target = course.To;
        var options = _running.Of(call);
        if (_preview.IsWanted(call))
            return await _preview.ShowAsync(call, project, options, course, (applied, token) => Downgrade.PlanAsync(project, applied, target, options, token), cancellationToken);
        course.RefuseFrom();
        await using var database = await call.DatabaseAsync(cancellationToken);
        await call.ConfirmAsync($"Take back what follows {target} in {database.Name}?", cancellationToken);
        return await Carrying.OutAsync(
            call, options, "took back", told => Downgrade.RunAsync(project, database, target, told, cancellationToken));
    }
}
