namespace Segue.Reports;

/// <summary>The rows of a layout as cells: a column, a gap, a column, and so on. Each row is made from the lines that are open in it.</summary>
sealed class GraphCells(GraphLayout layout)
{
    readonly List<GraphLane> _open = [];
    readonly GraphCell[] _cells = new GraphCell[layout.Columns * 2];
    int _next;

    /// <summary>The next row; to be asked for in order.</summary>
    /// <returns>Up to the last cell in which there is something; good until the next row is asked for.</returns>
    public ReadOnlySpan<GraphCell> Row(int row)
    {
        while (_next < layout.Lanes.Count && layout.Lanes[_next].FromRow == row)
            _open.Add(layout.Lanes[_next++]);
        Array.Clear(_cells);
        foreach (var lane in _open)
        {
            ref var cell = ref _cells[lane.Column * 2];
            cell.Add((lane.FromRow < row ? GraphCell.Up : 0) | (lane.ToRow > row ? GraphCell.Down : 0), lane);
            cell.IsPassed |= lane.FromRow < row && lane.ToRow > row;
        }
        foreach (var lane in _open)
        {
            if (lane.FromRow == row)
                Across(lane, lane.FromColumn);
            if (lane.ToRow == row)
                Across(lane, lane.ToColumn);
        }
        _open.RemoveAll(lane => lane.ToRow == row);
        var end = _cells.Length;
        while (end > 0 && _cells[end - 1].Sides == 0)
            end--;
        return _cells.AsSpan(0, end);
    }

    void Across(GraphLane lane, int other)
    {
        if (lane.Column == other)
            return;
        var (left, right) = (Math.Min(lane.Column, other) * 2, Math.Max(lane.Column, other) * 2);
        _cells[left].Add(GraphCell.Right, lane);
        _cells[right].Add(GraphCell.Left, lane);
        for (var at = left + 1; at < right; at++)
        {
            if (!_cells[at].IsPassed)
                _cells[at].Add(GraphCell.Left | GraphCell.Right, lane);
        }
    }
}
