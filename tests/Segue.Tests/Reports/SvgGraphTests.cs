using System.Xml.Linq;
using Segue.Reports;
using Segue.Revisions;

namespace Segue.Tests.Reports;

public sealed class SvgGraphTests
{
    static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void It_is_well_formed_whatever_is_written_in_it()
    {
        var root = Parsed(Hostile.Graph, title: "<&\">");
        Assert.Equal("<&\">", root.Element(Svg + "title")!.Value);
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == Hostile.Titles[0]);
        Assert.Contains(root.Descendants(Svg + "text"), text => text.Value == Hostile.Titles[7]);
        Assert.Empty(root.Descendants(Svg + "script"));
    }

    [Fact]
    public void Each_line_is_one_path_and_has_an_arrow_where_it_reaches_its_revision()
    {
        foreach (var graph in new[] { Graphs.Chain, Graphs.CrissCross, Graphs.Twelve, Graphs.Dependencies, Graphs.Octopus })
        {
            var layout = GraphLayout.Of(graph);
            var paths = Lines(Parsed(graph));
            Assert.Equal(layout.Lanes.Count, paths.Count);
            Assert.Equal(layout.Lanes.Count(lane => lane.IsDependency), paths.Count(path => ((string)path.Attribute("class")!).EndsWith(" dep", StringComparison.Ordinal)));
            Assert.Equal(layout.Lanes.Count(lane => layout.Rows[lane.ToRow].Revision is not null), paths.Count(path => (string)path.Attribute("marker-end")! != "none"));
        }
    }

    [Fact]
    public void Everything_lies_inside_and_the_arrows_are_defined()
    {
        var root = Parsed(Graphs.Octopus);
        var (width, height) = ((double)root.Attribute("width")!, (double)root.Attribute("height")!);
        Assert.All(Lines(root), path => Assert.All(
            ((string)path.Attribute("d")!).Split(['M', 'L', 'Q', ' '], StringSplitOptions.RemoveEmptyEntries).Select(point => point.Split(',').Select(number => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray()),
            point => Assert.True(point[0] > 0 && point[0] < width && point[1] > 0 && point[1] < height)));
        var markers = root.Descendants(Svg + "marker").Select(marker => $"url(#{marker.Attribute("id")!.Value})").ToHashSet();
        Assert.All(Lines(root).Select(path => (string)path.Attribute("marker-end")!).Where(end => end != "none"), end => Assert.Contains(end, markers));
    }

    [Fact]
    public void It_needs_nothing_from_elsewhere_and_can_be_read_aloud_and_in_the_dark()
    {
        var text = Written(Graphs.Fork, new HashSet<string> { "001_a" });
        Assert.DoesNotContain("http", text.Replace(Svg.NamespaceName, "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme:dark", text, StringComparison.Ordinal);
        var root = XDocument.Parse(text).Root!;
        Assert.Equal("img", (string?)root.Attribute("role"));
        Assert.StartsWith("4 revisions", root.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        Assert.Contains(root.Descendants(Svg + "title"), title => title.Value == "003_c; revises 001_a; not applied");
        Assert.Contains(root.Descendants(Svg + "title"), title => title.Value == "001_a; applied");
        Assert.Single(root.Descendants(Svg + "circle"), circle => (string?)circle.Attribute("class") == "ring");
    }

    [Fact]
    public void Nothing_is_a_picture_too() => Assert.Empty(Lines(Parsed(Graphs.Of(Array.Empty<string>()))));

    static List<XElement> Lines(XElement root) => [.. root.Elements(Svg + "g").Single(group => (string?)group.Attribute("class") == "line").Elements(Svg + "path")];

    static XElement Parsed(RevisionGraph graph, string title = "x") => XDocument.Parse(Written(graph, title: title)).Root!;

    static string Written(RevisionGraph graph, IReadOnlySet<string>? applied = null, string title = "x")
    {
        using var writer = new StringWriter();
        SvgGraph.Write(GraphLayout.Of(graph), GraphMarks.Of(graph, applied), title, writer);
        return writer.ToString();
    }
}
