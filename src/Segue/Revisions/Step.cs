using System.Collections.Immutable;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>One thing to do, with its reason, the locks it is expected to take and the question whether it has happened.</summary>
/// <param name="Revision">The revision it belongs to.</param>
/// <param name="Direction">The section it comes from.</param>
/// <param name="Id">Unique in its plan and the same on every run: <c>003_business_logic/up/2</c>.</param>
/// <param name="Why">One sentence for people.</param>
/// <param name="Work">What is done.</param>
public sealed record Step(string Revision, Direction Direction, string Id, string Why, Work Work)
{
    /// <summary>Steps with the same number share one transaction; null: outside a transaction.</summary>
    public int? Unit { get; init; }

    /// <summary>The strongest lock on each relation, where it is known.</summary>
    public ImmutableArray<ExpectedLock> Locks { get; init; } = [];

    /// <summary>
    /// Asked before the statement is sent and after a crash or a failure: a query whose one row and column is <c>absent</c>, <c>broken</c>, <c>done</c>, or
    /// <c>unknown</c>: it cannot be told, except that the server undoes it when it fails. Null: even after a failure a part of it may have happened.
    /// </summary>
    public SqlText? Probe { get; init; }

    /// <summary>A query for the statements that make <c>broken</c> <c>absent</c> (<c>DROP INDEX CONCURRENTLY</c> of what a failed build left behind) or <c>done</c>.</summary>
    public SqlText? Repair { get; init; }

    /// <summary>How long it waits for locks and how long it may take.</summary>
    public Patience Patience { get; init; } = Patience.Default;

    /// <summary>It is of a hook around the whole run, and <see cref="Revision"/> names none.</summary>
    public bool IsAroundRun => Revision is HookFiles.BeforeRun or HookFiles.AfterRun;

    /// <summary>Where it was written.</summary>
    public SourceLocation? Source { get; init; }

    /// <summary>What the journal says of its content: SHA-256, lower-case hex; for a statement over its tokens, so that comments may change. Made when first asked for.</summary>
    public string Digest => field ??= StepDigest.Of(Work, Revision);
}
