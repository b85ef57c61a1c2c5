using Segue.Reports;
using Segue.Tests.House;

namespace Segue.Tests.Reports;

/// <summary>The pictures of the guide are what the program draws.</summary>
public sealed class GraphGuideTests
{
    static readonly string Guide = Repository.Read("docs/guide/graph.md");

    [Fact]
    public void The_terminals() => Assert.Contains("```text\n" + Graphs.Text(Graphs.Guide) + "```\n", Guide, StringComparison.Ordinal);

    [Fact]
    public void Mermaids()
    {
        using var writer = new StringWriter();
        MermaidGraph.Write(GraphLayout.Of(Graphs.Guide), GraphMarks.Of(Graphs.Guide), writer);
        Assert.Contains("```mermaid\n" + writer + "```\n", Guide, StringComparison.Ordinal);
    }

    [Fact]
    public void The_svg()
    {
        using var writer = new StringWriter();
        SvgGraph.Write(GraphLayout.Of(Graphs.Guide), GraphMarks.Of(Graphs.Guide), "Revisions of shop", writer);
        if (Environment.GetEnvironmentVariable("SEGUE_WRITE_GUIDE") is not null)
            File.WriteAllText(Path.Combine(Repository.Root, "docs/guide/graph.svg"), writer.ToString());
        Assert.Equal(writer.ToString(), Repository.Read("docs/guide/graph.svg"));
    }
}
