using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>Which branch moves, where it was not said.</summary>
public static class RebaseChoice
{
    /// <summary>The only possible move; of several, the only one that moves what no database has onto what one has.</summary>
    /// <param name="graph">All revisions.</param>
    /// <param name="candidates">The possible moves; at least one.</param>
    /// <param name="applied">What each known database has.</param>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: it cannot be told; the possible commands are named.</exception>
    public static (RevisionHeader Branch, RevisionHeader Onto) Of(
        RevisionGraph graph, IReadOnlyList<(RevisionHeader Branch, RevisionHeader Onto)> candidates, IReadOnlyList<IReadOnlySet<string>> applied)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(applied);
        if (candidates is [var only])
            return only;
        var clear = candidates.Where(one => !Has(Rebase.MovedOf(graph, one.Branch, one.Onto)) && Has(Rebase.MovedOf(graph, one.Onto, one.Branch))).ToList();
        return clear is [var found] ? found : throw new SegueException(Failure.Graph, "It cannot be told which branch is to move, and where to.")
        {
            Problems = [.. candidates.Select(one => new Problem("candidate", $"segue rebase {one.Branch.Id} --onto {one.Onto.Id}"))],
            State = "no file was touched",
            Next = "name the branch, and with --onto what it is to stand on",
        };

        bool Has(IReadOnlyList<RevisionHeader> revisions) => applied.Any(set => revisions.Any(header => set.Contains(header.Id)));
    }
}
