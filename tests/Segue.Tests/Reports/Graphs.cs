using Segue.Reports;
using Segue.Revisions;

namespace Segue.Tests.Reports;

/// <summary>Graphs to draw, in the order of their files.</summary>
static class Graphs
{
    public static RevisionGraph Chain { get; } = Of("001_a", "002_b<001_a", "003_c<002_b");

    public static RevisionGraph Fork { get; } = Of("001_a", "002_b<001_a", "003_c<001_a#side", "004_d<002_b");

    public static RevisionGraph Merge { get; } = Of("001_a", "002_b", "003_m<001_a,002_b");

    public static RevisionGraph Diamond { get; } = Of("001_a", "002_b<001_a", "003_c<001_a", "004_m<002_b,003_c");

    public static RevisionGraph CrissCross { get; } = Of("001_a", "002_b<001_a", "003_c<001_a", "004_x<002_b,003_c", "005_y<003_c,002_b", "006_z<004_x,005_y");

    public static RevisionGraph Bases { get; } = Of("001_a", "002_other", "003_b<001_a", "004_third", "005_more<002_other");

    public static RevisionGraph Dependencies { get; } = Of(
        "001_a", "002_b<001_a", "003_side#billing", "004_c<002_b", "005_side<003_side+002_b", "006_d<004_c", "007_side<005_side+006_d", "008_late<006_d");

    public static RevisionGraph Twelve { get; } = Of(
        ["001_base", .. Enumerable.Range(1, 12).Select(n => $"b{n:00}<001_base"), "zzz_all<" + string.Join(",", Enumerable.Range(1, 12).Select(n => $"b{n:00}"))]);

    /// <summary>That of docs/guide/graph.md.</summary>
    public static RevisionGraph Guide { get; } = Of(Of(
        "001_users", "002_orders<001_users", "003_order_index<002_orders", "004_billing<002_orders#billing", "005_invoices<004_billing",
        "006_merge<003_order_index,005_invoices", "007_reports+005_invoices#reports", "008_daily_report<007_reports", "009_refunds<006_merge")
        .All.Select(header => header with { Title = header.Id[4..5].ToUpperInvariant() + header.Id[5..].Replace('_', ' ') + "." }));

    public static RevisionGraph Octopus { get; } = Of("a", "b<a", "c<a", "d<a", "m<b,c,d", "n<m+a", "o<a");

    /// <summary><c>id &lt; parents + dependencies # labels</c></summary>
    public static RevisionGraph Of(params IEnumerable<string> nodes) => Of(nodes.Select(Header));

    public static RevisionGraph Of(IEnumerable<RevisionHeader> headers)
    {
        var problems = new List<Problem>();
        var graph = RevisionGraph.Of([.. headers], problems);
        Assert.Empty(problems);
        return graph;
    }

    public static RevisionGraph Random(Random random, int most)
    {
        string[] ids = [.. Enumerable.Range(0, random.Next(1, most)).Select(n => $"r{n}")];
        return Of(ids.Index().Select(id => new RevisionHeader
        {
            Id = id.Item,
            File = id.Item,
            Path = id.Item,
            Revises = Some(id.Index, 4),
            DependsOn = Some(id.Index, 8),
        }));

        // Those close by more often than those far away, as it is in projects.
        string[] Some(int below, int rarity) => [.. ids.Take(below).Where((_, other) => random.Next(below - other + rarity) < 2)];
    }

    /// <summary>Branches off the main line that merge back later, or stay open.</summary>
    public static RevisionGraph Large(int count, int branches)
    {
        var random = new Random(1);
        List<string> open = ["r0"];
        var nodes = new List<string> { "r0" };
        for (var n = 1; n < count; n++)
        {
            var on = random.Next(open.Count);
            if (open.Count < branches && random.Next(10) == 0)
            {
                nodes.Add($"r{n}<r{random.Next(n)}");
                open.Add($"r{n}");
                continue;
            }
            var parents = open[on];
            if (open.Count > branches / 2 && random.Next(20) == 0 && random.Next(open.Count) is var other && other != on)
            {
                parents += "," + open[other];
                open[on] = $"r{n}";
                open.RemoveAt(other);
            }
            else
            {
                open[on] = $"r{n}";
            }
            nodes.Add($"r{n}<{parents}" + (random.Next(30) == 0 ? $"+r{random.Next(n)}" : ""));
        }
        return Of(nodes);
    }

    public static string Text(RevisionGraph graph, bool unicode = true, int? width = null, IReadOnlySet<string>? applied = null, bool colours = false)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        new TerminalGraph { Unicode = unicode, Width = width, Colours = colours }.Write(GraphLayout.Of(graph), GraphMarks.Of(graph, applied), writer);
        return writer.ToString();
    }

    static RevisionHeader Header(string text)
    {
        var id = text.Split('<', '+', '#')[0];
        return new() { Id = id, File = id + ".sql", Path = id + ".sql", Revises = Names(text, '<'), DependsOn = Names(text, '+'), Labels = Names(text, '#') };
    }

    static string[] Names(string text, char mark) =>
        text.Contains(mark, StringComparison.Ordinal) ? text.Split(mark)[1].Split('<', '+', '#')[0].Split(',') : [];
}
