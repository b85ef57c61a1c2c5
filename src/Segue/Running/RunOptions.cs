using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Segue.Running;

/// <summary>How a plan is carried out.</summary>
public sealed record RunOptions
{
    /// <summary>Written into the journal. Default: this process, no git commit.</summary>
    public RunOrigin Origin { get; init; } = RunOrigin.Here();

    /// <summary>How long to wait for another runner. Default 10 minutes.</summary>
    public TimeSpan WaitForOther { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What to do while another runner is at work. Default: wait.</summary>
    public WhenBusy WhenBusy { get; init; } = WhenBusy.Wait;

    /// <summary>Which edits of applied files are accepted. Default: none.</summary>
    public AcceptedEdits AcceptedEdits { get; init; } = AcceptedEdits.None;

    /// <summary>For a step outside a transaction that was interrupted and that no probe can judge: run it again, or take it as done. Default: ask, that is refuse.</summary>
    public Undecided Undecided { get; init; } = Undecided.Refuse;

    /// <summary>Note the applied set under this name before the first step. Default: not.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: it is blank or longer than 200 characters.</exception>
    public string? Mark
    {
        get;
        init => field = value is null || (value.Length <= 200 && !string.IsNullOrWhiteSpace(value))
            ? value
            : throw new SegueException(Failure.Usage, "A mark needs a name of 1 to 200 characters.") { State = "nothing was done" };
    }

    /// <summary>Any text, written into the journal beside the run. Default: none.</summary>
    public string? Tag { get; init; }

    /// <summary>Told what goes on, from the run's own flow: must be quick.</summary>
    public Action<RunEvent> Tell { get; init; } = static _ => { };

    /// <summary>Structured log. Default: none.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>For pauses and durations. Default: the system's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>For the jitter of pauses. Default: seeded by the process id, so that processes started together do not retry in step.</summary>
    public Random Random { get; init; } = new(Environment.ProcessId);
}
