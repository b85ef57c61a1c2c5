using Segue.Reports;
using Segue.Revisions;

namespace Segue.Tests.Reports;

public sealed class GraphLayoutTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => [.. Known.Keys];

    static readonly Dictionary<string, RevisionGraph> Known = new()
    {
        ["chain"] = Graphs.Chain,
        ["fork"] = Graphs.Fork,
        ["merge"] = Graphs.Merge,
        ["diamond"] = Graphs.Diamond,
        ["criss-cross"] = Graphs.CrissCross,
        ["bases"] = Graphs.Bases,
        ["dependencies"] = Graphs.Dependencies,
        ["twelve"] = Graphs.Twelve,
        ["octopus"] = Graphs.Octopus,
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_edge_of_a_known_graph_is_drawn_once(string name) => LayoutCheck.Holds(Known[name]);

    [Fact]
    public void Every_edge_is_drawn_once_and_no_lines_collide_whatever_the_graph()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        for (var round = 0; round < 1_000; round++)
        {
            var graph = Graphs.Random(random, 40);
            try
            {
                LayoutCheck.Holds(graph);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}, round {round}:\n{Graphs.Text(graph)}", error);
            }
        }
    }

    [Fact]
    public void The_same_graph_is_laid_out_the_same_way()
    {
        var graph = Graphs.Random(new(5), 40);
        Assert.Equal(GraphLayout.Of(graph).Lanes, GraphLayout.Of(graph).Lanes);
        Assert.Equal(GraphLayout.Of(graph).Rows, GraphLayout.Of(graph).Rows);
    }

    [Fact]
    public void A_part_is_drawn_without_the_edges_that_leave_it()
    {
        var shown = Graphs.Diamond.All.Where(header => header.Id is "002_b" or "004_m").ToList();
        var layout = GraphLayout.Of(Graphs.Diamond, shown);
        Assert.Equal(["004_m", "002_b"], layout.Rows.Select(row => row.Revision!.Id));
        Assert.Equal([("004_m", "002_b")], layout.Lanes.Select(lane => (lane.Source.Id, lane.Target.Id)));
    }

    [Fact]
    public void A_graph_that_goes_in_a_circle_is_drawn_all_the_same()
    {
        RevisionHeader[] headers = [Revision("a"), Revision("b", "a", "d"), Revision("c", "b"), Revision("d", "c"), Revision("e", "e")];
        var layout = GraphLayout.Of(RevisionGraph.Of(headers, new List<Problem>()));
        Assert.Equal(["a", "b", "c", "d", "e"], layout.Rows.Select(row => row.Revision?.Id).OfType<string>().Order());
        Assert.All(layout.Lanes, lane => Assert.True(lane.ToRow > lane.FromRow));

        static RevisionHeader Revision(string id, params string[] parents) => new() { Id = id, File = id, Path = id, Revises = parents };
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        Assert.Empty(GraphLayout.Of(Graphs.Of(Array.Empty<string>())).Rows);
        Assert.Equal("", Graphs.Text(Graphs.Of(Array.Empty<string>())));
    }

    [Fact]
    public void Ten_thousand_revisions_in_five_hundred_branches_are_drawn_in_every_form()
    {
        var graph = Graphs.Large(10_000, 500);
        LayoutCheck.Holds(graph);
        var (layout, marks) = (GraphLayout.Of(graph), GraphMarks.Of(graph));
        Assert.Equal(10_000, Graphs.Text(graph, width: 100).Split('\n').Count(line => line.Contains(" r", StringComparison.Ordinal)));
        using StringWriter svg = new(), mermaid = new();
        SvgGraph.Write(layout, marks, "large", svg);
        MermaidGraph.Write(layout, marks, mermaid);
        Assert.EndsWith("</svg>\n", svg.ToString(), StringComparison.Ordinal);
        Assert.Equal(layout.Lanes.Count, mermaid.ToString().Split('\n').Count(line => line.Contains("-->", StringComparison.Ordinal) || line.Contains("-.->", StringComparison.Ordinal)));
    }
}
