using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// The revisions from the top of a drawing to its bottom: children first and, where there is a choice, on along the branch that was begun,
/// which keeps the number of open lines small.
/// </summary>
sealed class DrawingOrder
{
    readonly RevisionHeader[] _revisions;
    readonly GraphEdge[][] _edges;

    public DrawingOrder(RevisionGraph graph, IReadOnlyList<RevisionHeader> revisions)
    {
        var index = revisions.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index, StringComparer.Ordinal);
        var edges = revisions.Select(revision => Edges(graph, revision, index)).ToArray();
        var order = Sorted(edges);
        var place = new int[order.Count];
        foreach (var (at, node) in order.Index())
            place[node] = at;
        _revisions = [.. order.Select(node => revisions[node])];
        _edges = [.. order.Select((node, at) => edges[node].Select(edge => edge with { To = place[edge.To] }).Where(edge => edge.To > at).ToArray())];
    }

    public int Count => _revisions.Length;

    public RevisionHeader Revision(int at) => _revisions[at];

    /// <summary>Those that lead down, each target once; a parent that is depended on as well is only a parent.</summary>
    public GraphEdge[] Edges(int at) => _edges[at];

    static GraphEdge[] Edges(RevisionGraph graph, RevisionHeader revision, Dictionary<string, int> index)
    {
        var edges = new List<GraphEdge>();
        foreach (var parent in graph.Parents(revision.Id))
            Add(parent.Id, isDependency: false);
        foreach (var other in revision.DependsOn)
            Add(other, isDependency: true);
        return [.. edges];

        void Add(string id, bool isDependency)
        {
            if (index.TryGetValue(id, out var to) && !edges.Exists(edge => edge.To == to))
                edges.Add(new(to, isDependency));
        }
    }

    static List<int> Sorted(GraphEdge[][] edges)
    {
        var waitsFor = new int[edges.Length];
        foreach (var edge in edges.SelectMany(each => each))
            waitsFor[edge.To]++;
        // The last that became free goes first: the second parent of a merge before the first, which carries the line on.
        var free = new Stack<int>(Enumerable.Range(0, edges.Length).Where(node => waitsFor[node] == 0));
        var order = new List<int>(edges.Length);
        while (free.TryPop(out var node))
        {
            order.Add(node);
            foreach (var edge in edges[node].OrderByDescending(edge => edge.IsDependency))
            {
                if (--waitsFor[edge.To] == 0)
                    free.Push(edge.To);
            }
        }
        if (order.Count < edges.Length)
            order.AddRange(Enumerable.Range(0, edges.Length).Reverse().Where(node => waitsFor[node] > 0));
        return order;
    }
}
