using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// Goes down the rows once. Lines that lead to the same revision by the same kind of edge meet as soon as they can, in the leftmost of their
/// columns: so as many columns are open as there are revisions waited for, and not as there are edges.
/// </summary>
sealed class LaneBuilder(DrawingOrder order)
{
    readonly List<GraphRow> _rows = new(order.Count);
    readonly List<GraphLane> _lanes = [];
    readonly List<int>?[] _waiting = new List<int>?[order.Count];
    readonly List<bool> _taken = [];

    public GraphLayout Build(IEnumerable<RevisionHeader> repeatables)
    {
        for (var at = 0; at < order.Count; at++)
        {
            var arriving = _waiting[at] ?? [];
            var column = ColumnOf(arriving);
            if (arriving.Count == 0)
                KeepApart(column);
            var row = _rows.Count;
            _rows.Add(new(order.Revision(at), column));
            foreach (var lane in arriving)
                Close(lane, row, column);
            _waiting[at] = null;
            Open(at, row, column, besideOthers: arriving.Exists(lane => _lanes[lane].Column != column));
            foreach (var edge in order.Edges(at))
                Join(edge, at + 1);
        }
        foreach (var revision in repeatables)
        {
            if (_rows is [.., { Revision.IsRepeatable: false }])
                _rows.Add(new(null, 0));
            _rows.Add(new(revision, 0));
        }
        return new(_rows, _lanes, Math.Max(_taken.Count, _rows.Count > 0 ? 1 : 0));
    }

    /// <summary>A head right below a base would look like its parent.</summary>
    void KeepApart(int column)
    {
        if (_rows is [.., { Revision: not null } above] && above.Column == column)
            _rows.Add(new(null, column));
    }

    int ColumnOf(List<int> arriving)
    {
        if (arriving.Count == 0)
            return Take(after: -1);
        // On the line that carries on; the others come in from the side.
        return arriving.Select(lane => _lanes[lane]).OrderBy(lane => lane.IsDependency).ThenBy(lane => lane.Column).First().Column;
    }

    void Open(int at, int row, int column, bool besideOthers)
    {
        // Taken back from the lines that arrived: it is the revision's until its own lines are open.
        var edges = order.Edges(at);
        _taken[column] = edges.Length > 0;
        if (edges.Length == 0)
            return;
        Add(edges[0], row, column);
        if (edges.Length == 1)
            return;
        // What comes in from the side and what goes out to it do not share a row: it would not be seen which line is which.
        if (besideOthers)
        {
            row = _rows.Count;
            _rows.Add(new(null, column));
        }
        foreach (var edge in edges.Skip(1))
            Add(edge, row, Take(column));

        void Add(GraphEdge edge, int from, int into)
        {
            (_waiting[edge.To] ??= []).Add(_lanes.Count);
            _lanes.Add(new(order.Revision(at), order.Revision(edge.To), edge.IsDependency, into, from, column, ToRow: -1, ToColumn: -1));
        }
    }

    /// <summary>Two lines to one revision become one; to the very next they need not.</summary>
    void Join(GraphEdge edge, int next)
    {
        if (edge.To == next)
            return;
        var waiting = _waiting[edge.To]!;
        int[] same = [.. waiting.Where(lane => _lanes[lane].IsDependency == edge.IsDependency).OrderBy(lane => _lanes[lane].Column)];
        foreach (var lane in same.Skip(1))
        {
            Close(lane, _rows.Count, _lanes[same[0]].Column);
            waiting.Remove(lane);
            _rows.Add(new(null, _lanes[same[0]].Column));
        }
    }

    void Close(int lane, int row, int column)
    {
        _lanes[lane] = _lanes[lane] with { ToRow = row, ToColumn = column };
        _taken[_lanes[lane].Column] = false;
    }

    /// <summary>The nearest free column to the right; if there is none, the leftmost.</summary>
    int Take(int after)
    {
        var column = _taken.IndexOf(false, after + 1);
        if (column < 0)
            column = _taken.IndexOf(false);
        if (column < 0)
        {
            column = _taken.Count;
            _taken.Add(false);
        }
        _taken[column] = true;
        return column;
    }
}
