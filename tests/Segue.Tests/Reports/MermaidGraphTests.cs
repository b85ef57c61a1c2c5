using System.Text.RegularExpressions;
using Segue.Reports;
using Segue.Revisions;

namespace Segue.Tests.Reports;

public sealed partial class MermaidGraphTests
{
    [Fact]
    public void Nodes_edges_and_marks_are_written_down() => Assert.Equal("""
        flowchart TB
            r0["<b>004_d</b> (head)"]
            r1["<b>002_b</b>"]
            r2["<b>003_c</b> (head, current) #91;side#93;"]
            r3["<b>001_a</b>"]
            r0 --> r1
            r1 --> r3
            r2 --> r3
            classDef head stroke-width:3px
            class r0,r2 head
            classDef current stroke-width:3px,font-weight:bold
            class r2 current
            classDef pending stroke-dasharray:4 3
            class r0,r1 pending

        """, Written(Graphs.Fork, new HashSet<string> { "001_a", "003_c" }));

    [Fact]
    public void A_dependency_is_a_dotted_arrow() => Assert.Equal(2, Written(Graphs.Dependencies).Split('\n').Count(line => line.Contains(" -.-> ", StringComparison.Ordinal)));

    [Fact]
    public void No_text_can_be_taken_for_anything_else()
    {
        var text = Written(Hostile.Graph);
        WriteForTheParser(text);
        var labels = Label.Matches(text).Select(match => match.Groups["text"].Value).ToList();
        Assert.Equal(Hostile.Titles.Length, labels.Count);
        Assert.All(labels, label => Assert.Matches(Harmless, label));
        Assert.Equal(text.Count(c => c == '\n'), 1 + Hostile.Titles.Length + Hostile.Titles.Length - 1 + 2);
    }

    // For those who want to give it to Mermaid itself.
    static void WriteForTheParser(string text)
    {
        if (Environment.GetEnvironmentVariable("SEGUE_MERMAID_OUT") is { } file)
            File.WriteAllText(file, text);
    }

    static string Written(RevisionGraph graph, IReadOnlySet<string>? applied = null)
    {
        using var writer = new StringWriter();
        MermaidGraph.Write(GraphLayout.Of(graph), GraphMarks.Of(graph, applied), writer);
        return writer.ToString();
    }

    [GeneratedRegex("""^    r\d+\["(?<text>.*)"\]$""", RegexOptions.Multiline)]
    static partial Regex Label { get; }

    // Besides the tags that are meant: letters, and numbers of characters; a period or dash only behind a letter.
    [GeneratedRegex("""^<b>([\p{L}\p{N}\p{M} ,()_]|(?<=\p{L})[.-]|#\d+;)*</b>([\p{L}\p{N}\p{M} ,()_]|(?<=\p{L})[.-]|#\d+;)*(<br/>([\p{L}\p{N}\p{M} ,()_]|(?<=\p{L})[.-]|#\d+;)*)?$""")]
    static partial Regex Harmless { get; }
}
