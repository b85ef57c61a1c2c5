using System.CommandLine;
using Segue.Cli.Output;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;

namespace Segue.Cli.Commands;

sealed class DowngradeVerb : Verb
{
    const int Most = 20;

    readonly Argument<string> _target = new("target") { Description = "What stays: a revision, base, -1, label@-1, label@base; with --sql also from:to." };
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
        {
            return await _preview.ShowAsync(call, project, options, course, (applied, token) =>
            {
                WarnOfOthers(call, project, applied, target);
                return Downgrade.PlanAsync(project, applied, target, options, token);
            }, cancellationToken);
        }
        course.RefuseFrom();
        await using var database = await call.DatabaseAsync(cancellationToken);
        await AskAsync(call, project, database, target, options, cancellationToken);
        return await Carrying.OutAsync(
            call, options, "took back", told => Downgrade.RunAsync(project, database, target, told, cancellationToken));
    }

    /// <summary>Says what is about to be lost, above all what was not named.</summary>
    static async Task AskAsync(Call call, Project project, Database database, RevisionTarget target, RunOptions options, CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(project, database, cancellationToken);
        if (call.Value(CommonOptions.Yes))
        {
            WarnOfOthers(call, project, applied, target);
            return;
        }
        var plan = await Downgrade.PlanAsync(project, applied, target, options, cancellationToken);
        string[] leaving = [.. plan.Steps.Select(step => step.Revision).Distinct()];
        if (leaving.Length == 0)
            return;
        var others = Others(project, applied, target);
        var what = leaving.Length == 1 ? leaving[0] : $"{leaving.Length} revisions ({Names(leaving)})";
        await call.ConfirmAsync($"{others}{(others.Length == 0 ? "" : "\n")}Take back {what} in {database.Name}?", cancellationToken);
    }

    static async Task<AppliedSet> AppliedAsync(Project project, Database database, CancellationToken cancellationToken)
    {
        await using var session = await database.OpenAsync(cancellationToken);
        return await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
    }

    static void WarnOfOthers(Call call, Project project, AppliedSet applied, RevisionTarget target)
    {
        if (Others(project, applied, target) is { Length: > 0 } others)
            call.Terminal.Message(MessageKind.Warning, others);
    }

    static string Others(Project project, AppliedSet applied, RevisionTarget target) => project.Graph.AlsoLeaving(applied.Ids, target) switch
    {
        [] => "",
        var others => $"With it falls what stands on it in other branches: {Names([.. others.Select(other => other.Id)])}.",
    };

    static string Names(string[] ids) => ids.Length <= Most ? string.Join(", ", ids) : $"{string.Join(", ", ids.Take(Most))} and {ids.Length - Most} more";
}
