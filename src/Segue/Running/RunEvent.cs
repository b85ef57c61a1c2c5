using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>What a run tells while it goes on.</summary>
public abstract record RunEvent
{
    RunEvent()
    {
    }

    /// <summary>A plan is about to be carried out.</summary>
    public sealed record Started(Guid Run, Plan Plan) : RunEvent;

    /// <summary>Steps of one revision are committed.</summary>
    /// <param name="Steps">All of the same revision.</param>
    /// <param name="Duration">Of the transaction, or of the one step outside a transaction.</param>
    public sealed record Done(IReadOnlyList<Step> Steps, TimeSpan Duration) : RunEvent;

    /// <summary>A step outside a transaction was found finished by an earlier run.</summary>
    public sealed record AlreadyDone(Step Step) : RunEvent;

    /// <summary>What a crashed or failed step left behind was removed.</summary>
    public sealed record Repaired(Step Step) : RunEvent;

    /// <summary>Others are in the way.</summary>
    public sealed record Waiting(IReadOnlyList<Blocker> Blockers, TimeSpan For) : RunEvent;

    /// <summary>A lock was not obtained; the transaction was rolled back and is tried again after a pause.</summary>
    public sealed record Retrying(string Revision, int Attempt, TimeSpan Pause, string Reason) : RunEvent;

    /// <summary>Another runner is at work; null when it has just finished.</summary>
    public sealed record OtherRunner(Blocker? Holder) : RunEvent;

    /// <summary>Rows that a run section selected, as text.</summary>
    public sealed record Rows(Step Step, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Values) : RunEvent
    {
        /// <summary>There were more than the first thousand.</summary>
        public bool AreCut { get; init; }
    }

    /// <summary>The server said something beside the result.</summary>
    public sealed record Notice(string Severity, string Text) : RunEvent;

    /// <summary>Something that did not stop the run and that somebody should look at.</summary>
    public sealed record Warning(string Text) : RunEvent;
}
