using System.Collections.Immutable;
using Segue.Sessions;

namespace Segue.Revisions;

/// <summary>What is going to be done to a database: data, so that what is printed, linted, approved, rehearsed, run and resumed is the same value.</summary>
/// <param name="Purpose">Why, in a few words: <c>upgrade to 007_partitioning</c>.</param>
/// <param name="Steps">In the order they are carried out.</param>
public sealed record Plan(string Purpose, ImmutableArray<Step> Steps)
{
    // The digests of so many steps are worth waking the other processors for.
    const int ManySteps = 1_000;

    /// <summary>Revisions that are planned when these steps are done: the first of them asks the database what it looks like then.</summary>
    public ImmutableArray<string> Later { get; init; } = [];

    /// <summary>Revisions whose steps depend on what the database answered: asked again, they may be others.</summary>
    public ImmutableArray<string> Asked { get; init; } = [];

    /// <summary>Plans what is left for later; null: nothing is.</summary>
    internal Func<Session, CancellationToken, Task<Plan>>? Next { get; init; }

    /// <summary>SHA-256, lower-case hex, over the ids, units and digests of the steps in their order and what is left for later: the same plan has the same digest wherever it is made.</summary>
    public string Digest
    {
        get
        {
            if (Steps.Length > ManySteps)
                Parallel.ForEach(Steps, static step => _ = step.Digest);
            using var digest = new DigestWriter();
            foreach (var step in Steps)
                digest.Text($"{step.Id}\0{step.Unit}\0{step.Digest}\n");
            foreach (var revision in Later)
                digest.Text($"later\0{revision}\n");
            return digest.End();
        }
    }
}
