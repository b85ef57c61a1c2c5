using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// Where everything stands when a graph is drawn: children above their parents, a branch in one piece, lines side by side in columns. A
/// function of the graph alone; the drawings differ only in how they put it down.
/// </summary>
public sealed class GraphLayout
{
    internal GraphLayout(IReadOnlyList<GraphRow> rows, IReadOnlyList<GraphLane> lanes, int columns) => (Rows, Lanes, Columns) = (rows, lanes, columns);

    /// <summary>From the top.</summary>
    public IReadOnlyList<GraphRow> Rows { get; }

    /// <summary>In the order of <see cref="GraphLane.FromRow"/>. In one column they never overlap.</summary>
    public IReadOnlyList<GraphLane> Lanes { get; }

    /// <summary>How many columns there are.</summary>
    public int Columns { get; }

    /// <summary>Lays a graph out. Time grows with revisions and edges, times the columns that are open at once.</summary>
    /// <param name="graph">The graph; lines that would lead upwards, as in a circle, are left out.</param>
    /// <param name="shown">What to show of it; edges to anything else are left out. Default: all, and the repeatable ones below.</param>
    public static GraphLayout Of(RevisionGraph graph, IReadOnlyCollection<RevisionHeader>? shown = null)
    {
        var wanted = shown?.Select(header => header.Id).ToHashSet(StringComparer.Ordinal);
        var order = new DrawingOrder(graph, [.. graph.All.Where(header => wanted?.Contains(header.Id) ?? true)]);
        var repeatables = graph.Repeatables.Where(header => wanted?.Contains(header.Id) ?? true);
        return new LaneBuilder(order).Build(repeatables);
    }
}
