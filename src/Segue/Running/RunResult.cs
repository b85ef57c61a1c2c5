using System.Collections.Immutable;

namespace Segue.Running;

/// <summary>What a run did.</summary>
/// <param name="Run">Its id in the journal; null if there was nothing to do.</param>
/// <param name="Revisions">Those that were applied, taken back or run, in order.</param>
/// <param name="Duration">From the first step to the last.</param>
/// <param name="Losses">What locks cost.</param>
public sealed record RunResult(Guid? Run, ImmutableArray<string> Revisions, TimeSpan Duration, LockLosses Losses)
{
    /// <summary>There was nothing to do.</summary>
    public static RunResult Nothing { get; } = new(null, [], TimeSpan.Zero, default);

    /// <summary>How many records of a file were loaded, its header not counted; null: no file was.</summary>
    public long? Loaded { get; init; }

    /// <summary>Another runner was at work and the work was left to it (<see cref="WhenBusy.Continue"/>).</summary>
    public bool LeftToOther { get; init; }

    /// <summary>Both, one after the other.</summary>
    internal RunResult Then(RunResult next) => next with
    {
        Run = next.Run ?? Run,
        Revisions = [.. Revisions, .. next.Revisions],
        Duration = Duration + next.Duration,
        Losses = new(Losses.Retries + next.Losses.Retries, Losses.Waited + next.Losses.Waited),
    };
}
