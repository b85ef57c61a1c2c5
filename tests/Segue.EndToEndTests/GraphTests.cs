using System.Xml.Linq;

namespace Segue.EndToEndTests;

public sealed class GraphTests : IDisposable
{
    readonly Sandbox _box = new();

    public GraphTests()
    {
        _box.Segue("init").Expect(0);
        _box.Revision("001_a", null, "SELECT 1;").Revision("002_b", "001_a", "SELECT 2;").Revision("003_c", "001_a", "SELECT 3;");
    }

    public void Dispose() => _box.Dispose();

    [Fact]
    public void History_draws_the_graph()
    {
        const string Expected = """
            ●    003_c (head)  Title of 003_c.
            │ ●  002_b (head)  Title of 002_b.
            ●─╯  001_a  Title of 001_a.

            """;
        Assert.Equal(Expected, _box.Segue("history", "--graph").Expect(0).Out);
        Assert.Equal(Expected, _box.Segue("history", "--graph", "terminal").Expect(0).Out);
    }

    [Fact]
    public void Where_the_locale_has_no_dots_it_is_drawn_in_ASCII_but_not_into_a_file()
    {
        _box.Variables["LC_ALL"] = "C";
        Assert.StartsWith("*    003_c (head)", _box.Segue("history", "--graph").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("history", "--graph", "--to", "graph.txt").Expect(0);
        Assert.StartsWith("●    003_c (head)", _box.Read("graph.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void As_SVG_it_goes_to_standard_output_or_into_a_file()
    {
        var drawn = _box.Segue("history", "--graph=svg").Expect(0).Out;
        Assert.Equal("svg", XDocument.Parse(drawn).Root!.Name.LocalName);
        var written = _box.Segue("history", "--graph=svg", "--to", "graph.svg").Expect(0);
        Assert.Empty(written.Out);
        Assert.Equal(drawn, _box.Read("graph.svg"));
    }

    [Fact]
    public void As_Mermaid_it_is_a_flowchart() =>
        Assert.StartsWith("flowchart TB\n", _box.Segue("history", "--graph=mermaid").Expect(0).Out, StringComparison.Ordinal);

    [Fact]
    public void What_cannot_be_drawn_or_written_says_why()
    {
        Assert.Contains("none of terminal, svg, mermaid", _box.Segue("history", "--graph=png").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--to needs --graph", _box.Segue("history", "--to", "x").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--output json", _box.Segue("history", "--graph", "-o", "json").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("nothing was written", _box.Segue("history", "--graph", "--to", "no/folder/x").Expect(2).Error, StringComparison.Ordinal);
    }
}
