namespace Segue.Revisions;

/// <summary>
/// A revision in C#: it writes a plan and does nothing itself. Its methods are called whenever a plan is wanted, also for a dry run: they may ask,
/// and must not change anything. The file holds one class that derives from this one, with a constructor without parameters.
/// </summary>
public abstract class CodeRevision
{
    /// <summary>Writes what applies the revision.</summary>
    /// <param name="plan">Receives the steps.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    public abstract Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken);

    /// <summary>Writes what takes it back, or <see cref="PlanWriter.Irreversible"/>. Left out: it cannot be taken back.</summary>
    /// <param name="plan">Receives the steps.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    public virtual Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what <c>segue run</c> does on demand. Left out: <c>segue run</c> applies the revision singly.</summary>
    /// <param name="plan">Receives the steps.</param>
    /// <param name="cancellationToken">Stops the planning.</param>
    public virtual Task RunAsync(PlanWriter plan, CancellationToken cancellationToken) => Task.CompletedTask;

    internal bool Has(Direction direction) => Section(direction).Method.DeclaringType != typeof(CodeRevision);

    internal Func<PlanWriter, CancellationToken, Task> Section(Direction direction) => direction switch
    {
        Direction.Up => UpgradeAsync,
        Direction.Down => DowngradeAsync,
        _ => RunAsync,
    };
}
