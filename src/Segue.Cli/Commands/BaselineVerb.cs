using System.CommandLine;
using Segue.Authoring;
using Segue.Cli.Output;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class BaselineVerb : Verb
{
    readonly Argument<string?> _target = new("target")
    {
        Description = "The revision that the database is like; without it, and without any revision, the schema is written down as the first one.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly RunningOptions _running = new();

    public BaselineVerb()
        : base("baseline", "Begins with a database that no tool has managed; runs no revision.")
    {
        Add(_target);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        await using var database = await call.DatabaseAsync(cancellationToken);
        var target = call.Value(_target) is { } typed ? RevisionTarget.Parse(typed) : null;
        if (target is null)
        {
            if (project.Graph.All.Count > 0)
            {
                throw new SegueException(Failure.Usage, $"The project has {project.Graph.All.Count} revisions: which of them is the database like?")
                {
                    State = "nothing was done",
                    Next = "segue baseline head, or the id of another one",
                };
            }
            await Baseline.CheckAsync(project, database, cancellationToken);
            var file = await BaselineFile.WriteAsync(database, Path.GetFullPath(call.Workspace.Settings.Versions[0], call.Workspace.Folder), cancellationToken);
            call.Terminal.Message(MessageKind.News, $"the schema was written to {file}");
            project = await call.ProjectAsync(cancellationToken);
            target = new(null, BaselineFile.Id);
        }
        return await Carrying.OutAsync(
            call, _running.Of(call), "stamped", told => Baseline.RunAsync(project, database, target, told, cancellationToken));
    }
}
