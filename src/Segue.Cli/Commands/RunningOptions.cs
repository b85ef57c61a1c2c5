using System.CommandLine;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>The options of every verb that carries out a plan.</summary>
sealed class RunningOptions
{
    readonly Option<AcceptedEdits?> _acceptEdits = new("--accept-edits")
    {
        Description = "Which edits of applied files are accepted from now on: none, comments, all.",
        HelpName = "none|comments|all",
        CustomParser = argument => CommonOptions.ParseChoice<AcceptedEdits>(argument),
    };

    readonly Option<Undecided> _interrupted = new("--interrupted")
    {
        Description = "A step outside a transaction was interrupted and cannot be probed: you looked, run it again or take it as done.",
        HelpName = "again|done",
        CustomParser = CommonOptions.ParseChoice<Undecided>,
    };

    readonly Option<WhenBusy?> _whenBusy = new("--when-busy")
    {
        Description = "While another Segue is at work: wait for it, continue (leave the work to it), or fail.",
        HelpName = "wait|continue|fail",
        CustomParser = argument => CommonOptions.ParseChoice<WhenBusy>(argument),
    };

    readonly Option<TimeSpan> _waitForOther = new("--wait-for-other")
    {
        Description = "How long to wait for another Segue. Default: 10min.",
        HelpName = "DURATION",
        CustomParser = CommonOptions.ParseDuration,
    };

    public void AddTo(Command command)
    {
        command.Add(_acceptEdits);
        command.Add(_interrupted);
        command.Add(_whenBusy);
        command.Add(_waitForOther);
        command.Add(CommonOptions.Tag);
    }

    public RunOptions Of(Call call)
    {
        var settings = call.Workspace.Settings;
        return new()
        {
            Origin = RunOrigin.Here(GitCommit.Find(call.Workspace.Folder)),
            AcceptedEdits = call.Value(_acceptEdits) ?? settings.Policy.AcceptEdits,
            Tag = call.Value(CommonOptions.Tag),
            Undecided = call.Value(_interrupted),
            WhenBusy = call.Value(_whenBusy) ?? settings.Lock.WhenBusy,
            WaitForOther = call.Value(_waitForOther) is { Ticks: > 0 } given ? given : settings.Lock.WaitForOther,
            Logger = call.Log.CreateLogger("Segue.Running"),
            Clock = call.Surroundings.Time,
        };
    }
}
