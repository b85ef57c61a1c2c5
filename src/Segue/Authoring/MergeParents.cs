using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>What a merge may join.</summary>
public static class MergeParents
{
    /// <summary>The revisions if they can be joined: at least two, heads unless it is said otherwise, none of them in the line of another.</summary>
    /// <param name="graph">All revisions.</param>
    /// <param name="revisions">What was named; the same one twice counts once.</param>
    /// <param name="splice">They need not be heads.</param>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: they cannot be joined.</exception>
    public static IReadOnlyList<RevisionHeader> Of(RevisionGraph graph, IEnumerable<RevisionHeader> revisions, bool splice)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var parents = revisions.DistinctBy(header => header.Id, StringComparer.Ordinal).ToList();
        if (parents.Count < 2)
            throw Refusal(parents is [var only] ? $"There is nothing to merge '{only.Id}' with." : "There is nothing to merge.", Heads(graph));
        if (!splice && parents.Find(parent => graph.Children(parent.Id).Count > 0) is { } inner)
            throw Refusal(RevisionParent.NoHead(graph, inner), Heads(graph) + "; --splice merges what is no head");
        foreach (var parent in parents)
        {
            var line = graph.LineUpTo(graph.IndexOf(parent.Id)!.Value);
            if (parents.Find(other => other != parent && line[graph.IndexOf(other.Id)!.Value]) is { } below)
                throw Refusal($"'{parent.Id}' stands on '{below.Id}' already: there is nothing to merge.", null);
        }
        return parents;
    }

    static string Heads(RevisionGraph graph) =>
        graph.Heads.Count == 1 ? $"there is one head: {graph.Heads[0].Id}" : $"the heads are {string.Join(", ", graph.Heads.Select(head => head.Id))}";

    static SegueException Refusal(string why, string? next) => new(Failure.Graph, why) { State = "nothing was written", Next = next };
}
