using System.CommandLine;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class PlanVerb : Verb
{
    readonly Argument<string> _target = new("target")
    {
        Description = "head, heads, a revision, the beginning of one, +2, label@head.",
        DefaultValueFactory = _ => "head",
    };

    readonly RunningOptions _running = new();

    public PlanVerb()
        : base("plan", "Prints what upgrade would do: steps, transactions, expected locks.")
    {
        Add(_target);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        await using var database = await call.DatabaseAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
        var plan = await Upgrade.PlanAsync(project, applied, RevisionTarget.Parse(call.Value(_target)!), _running.Of(call), cancellationToken);
        PreviewOptions.Show(call, plan, await Remaining.OfAsync(session, plan, applied, cancellationToken));
        return 0;
    }
}
