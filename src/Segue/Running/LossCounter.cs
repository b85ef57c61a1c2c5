namespace Segue.Running;

/// <summary>Counts what locks cost a run.</summary>
sealed class LossCounter
{
    public LockLosses Losses { get; private set; }

    public void Add(TimeSpan lost) => Losses = Losses.Plus(lost);
}
