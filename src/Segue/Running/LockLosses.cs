namespace Segue.Running;

/// <summary>What locks cost a run.</summary>
/// <param name="Retries">How often a transaction was tried again.</param>
/// <param name="Waited">Failed tries and the pauses after them.</param>
public readonly record struct LockLosses(int Retries, TimeSpan Waited)
{
    /// <summary>One more failed try.</summary>
    public LockLosses Plus(TimeSpan lost) => new(Retries + 1, Waited + lost);
}
