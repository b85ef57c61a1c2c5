using Segue.Reports;
using Segue.Revisions;

namespace Segue.Tests.Reports;

/// <summary>What has to hold of a drawing, seen from the drawing: lines are followed with the eye, not with the graph.</summary>
static class LayoutCheck
{
    public static void Holds(RevisionGraph graph)
    {
        var layout = GraphLayout.Of(graph);
        Assert.Equal(graph.All.Select(each => each.Id).Order(), layout.Rows.Select(row => row.Revision?.Id).OfType<string>().Order());
        EdgesAreDrawnOnce(graph, layout);
        ColumnsAreFree(layout);
        CrossingsAreClear(layout);
        StrangersAreApart(layout);
    }

    static void EdgesAreDrawnOnce(RevisionGraph graph, GraphLayout layout)
    {
        var rows = layout.Rows.Index().Where(row => row.Item.Revision is not null).ToDictionary(row => row.Item.Revision!.Id, row => row.Index);
        // Lines by where they pass, so that following one takes the next by place alone.
        var byColumn = layout.Lanes.GroupBy(lane => lane.Column).ToDictionary(group => group.Key, group => group.OrderBy(lane => lane.FromRow).ToList());
        var drawn = new List<(string, string, bool)>();
        foreach (var begun in layout.Lanes)
        {
            var source = rows[begun.Source.Id];
            Assert.Equal(layout.Rows[source].Column, begun.FromColumn);
            if (begun.FromRow != source)
            {
                // From the row below its revision, out of a line of the same revision.
                Assert.Equal(source + 1, begun.FromRow);
                Assert.Null(layout.Rows[begun.FromRow].Revision);
                Assert.Contains(byColumn[begun.FromColumn], lane => lane.FromRow == source && lane.FromColumn == begun.FromColumn && lane.ToRow > begun.FromRow);
            }
            var at = begun;
            while (layout.Rows[at.ToRow] is not { Revision: not null } row || row.Column != at.ToColumn)
            {
                var (ended, column) = (at.ToRow, at.ToColumn);
                at = Assert.Single(byColumn[column], lane => lane.FromRow < ended && lane.ToRow > ended);
                Assert.Equal(begun.IsDependency, at.IsDependency);
            }
            drawn.Add((begun.Source.Id, layout.Rows[at.ToRow].Revision!.Id, begun.IsDependency));
        }
        var edges = graph.All.SelectMany(each => each.Revises.Select(parent => (each.Id, parent, false))
            .Concat(each.DependsOn.Except(each.Revises).Select(other => (each.Id, other, true))));
        Assert.Equal(edges.Distinct().Order(), drawn.Order());
    }

    static void ColumnsAreFree(GraphLayout layout)
    {
        foreach (var column in layout.Lanes.GroupBy(lane => lane.Column))
        {
            Assert.InRange(column.Key, 0, layout.Columns - 1);
            var lanes = column.OrderBy(lane => lane.FromRow).ToList();
            foreach (var (above, below) in lanes.Zip(lanes.Skip(1)))
            {
                Assert.True(above.ToRow <= below.FromRow, $"{above} and {below} overlap");
                // Where one ends another begins only at a revision on both.
                if (above.ToRow == below.FromRow)
                    Assert.Equal((above.ToColumn, below.FromColumn), (above.Column, layout.Rows[above.ToRow].Column));
            }
            foreach (var lane in lanes)
            {
                for (var row = lane.FromRow + 1; row < lane.ToRow; row++)
                {
                    if (layout.Rows[row].Revision is not null && layout.Rows[row].Column == lane.Column)
                        Assert.Fail($"{lane} passes through {layout.Rows[row]}");
                }
            }
        }
    }

    /// <summary>Lines that go across in one row either have one end in common or do not touch.</summary>
    static void CrossingsAreClear(GraphLayout layout)
    {
        var across = layout.Lanes.SelectMany(lane => new[]
        {
            (Row: lane.FromRow, Common: lane.FromColumn, Other: lane.Column, IsIn: false),
            (Row: lane.ToRow, Common: lane.ToColumn, Other: lane.Column, IsIn: true),
        }).Where(line => line.Common != line.Other);
        foreach (var row in across.GroupBy(line => line.Row))
        {
            Assert.Single(row.Select(line => (line.Common, line.IsIn)).Distinct());
            Assert.All(row, line => Assert.True(layout.Rows[line.Row].Revision is null || layout.Rows[line.Row].Column == line.Common));
        }
    }

    /// <summary>One right below the other in a column looks like its child.</summary>
    static void StrangersAreApart(GraphLayout layout)
    {
        var steps = layout.Lanes.Select(lane => (lane.Column, lane.FromRow, lane.ToRow)).ToHashSet();
        foreach (var (row, (above, below)) in layout.Rows.Zip(layout.Rows.Skip(1)).Index())
        {
            if (above.Revision is not null && below.Revision is not null && above.Column == below.Column)
                Assert.Contains((above.Column, row, row + 1), steps);
        }
    }
}
