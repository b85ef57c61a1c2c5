using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>What a new revision may stand on.</summary>
public static class RevisionParent
{
    /// <summary>The one head; null where there is no revision yet.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: there are several, all of them named.</exception>
    public static RevisionHeader? OnlyHead(RevisionGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return graph.Heads switch
        {
            [] => null,
            [var only] => only,
            var several => throw new SegueException(Failure.Graph, $"There are {several.Count} heads: {string.Join(", ", several.Select(one => one.Id))}.")
            {
                State = "nothing was written",
                Next = "say which one with --head, or join them with segue merge heads",
            },
        };
    }

    /// <summary>The revision if it is a head, or a branch is meant to begin there.</summary>
    /// <param name="graph">All revisions.</param>
    /// <param name="parent">What was named.</param>
    /// <param name="splice">It need not be a head.</param>
    /// <exception cref="SegueException"><see cref="Failure.Graph"/>: it is no head.</exception>
    public static RevisionHeader Of(RevisionGraph graph, RevisionHeader parent, bool splice)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(parent);
        return splice || graph.Children(parent.Id).Count == 0 ? parent : throw new SegueException(Failure.Graph, NoHead(graph, parent))
        {
            State = "nothing was written",
            Next = "name a head, or begin a branch there with --splice",
        };
    }

    internal static string NoHead(RevisionGraph graph, RevisionHeader inner)
    {
        var children = graph.Children(inner.Id).Select(child => child.Id).ToList();
        return $"'{inner.Id}' is no head: {string.Join(", ", children)} {(children.Count == 1 ? "stands" : "stand")} on it.";
    }
}
