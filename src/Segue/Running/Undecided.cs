namespace Segue.Running;

/// <summary>What becomes of a step outside a transaction that was interrupted and that no probe can judge.</summary>
public enum Undecided
{
    /// <summary>Stop with exit code 10 and let a person look.</summary>
    Refuse,

    /// <summary>A person looked: it did not happen. Run it again.</summary>
    Again,

    /// <summary>A person looked: it happened. Go on after it.</summary>
    Done,
}
