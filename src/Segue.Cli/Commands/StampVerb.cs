using System.CommandLine;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class StampVerb : Verb
{
    readonly Argument<string[]> _targets = new("target")
    {
        Description = "head, heads, base, revisions; with --sql also from:to.",
        Arity = ArgumentArity.OneOrMore,
    };

    readonly Option<bool> _purge = new("--purge") { Description = "Forgets everything first, also what has no file here." };
    readonly PreviewOptions _preview = new();
    readonly RunningOptions _running = new();

    public StampVerb()
        : base("stamp", "Writes down where the database stands and runs no revision.")
    {
        Add(_targets);
        Add(_purge);
        _preview.AddTo(this);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var purge = call.Value(_purge);
        var typed = call.Value(_targets)!;
        var course = typed is [var only] ? Course.Parse(only, RevisionTarget.Heads) : null;
        IReadOnlyList<RevisionTarget> targets = course is not null ? [course.To] : [.. typed.Select(RevisionTarget.Parse)];
        var options = _running.Of(call);
        if (_preview.IsWanted(call))
            return await _preview.ShowAsync(call, project, options, course, (applied, token) => Stamp.PlanAsync(project, applied, targets, purge, token), cancellationToken);
        course?.RefuseFrom();
        await using var database = await call.DatabaseAsync(cancellationToken);
        await ConfirmAsync(call, await PlanAsync(), database.Name, cancellationToken);
        return await Carrying.OutAsync(
            call, options, "stamped", told => Stamp.RunAsync(project, database, targets, purge, told, cancellationToken));

        async Task<Plan> PlanAsync()
        {
            await using var session = await database.OpenAsync(cancellationToken);
            return await Stamp.PlanAsync(project, await AppliedSet.ReadAsync(session, project.Name, cancellationToken), targets, purge, cancellationToken);
        }
    }

    static async Task ConfirmAsync(Call call, Plan plan, string database, CancellationToken cancellationToken)
    {
        const int Most = 10;
        var leaving = plan.Steps.Where(step => step.Work is Work.Leave).Select(step => step.Revision).ToList();
        if (leaving.Count > 0)
        {
            await call.ConfirmAsync(
                $"Forget in {database} that {string.Join(", ", leaving.Take(Most))}{(leaving.Count > Most ? $" and {leaving.Count - Most} more" : "")} {(leaving.Count == 1 ? "is" : "are")} applied?",
                cancellationToken);
        }
    }
}
