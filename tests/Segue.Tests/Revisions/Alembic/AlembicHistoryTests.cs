using System.Text.Json;
using Segue.Revisions;

namespace Segue.Tests.Revisions.Alembic;

/// <summary>Ranges and labels on the same graphs, as Alembic's history shows them.</summary>
public sealed class AlembicHistoryTests
{
    [Fact]
    public void A_range_holds_what_Alembic_shows_and_where_it_shows_nothing_there_is_an_answer_or_a_word_what_to_do()
    {
        var wrong = new List<string>();
        foreach (var (graph, vectors) in Vectors())
        {
            foreach (var query in vectors.GetProperty("ranges").EnumerateArray())
            {
                var range = query.GetProperty("range").GetString()!;
                string[] heads = [.. query.GetProperty("heads").EnumerateArray().Select(head => head.GetString()!)];
                HashSet<string> applied = [.. heads, .. graph.Ancestors(heads).Select(each => each.Id)];
                var expected = query.TryGetProperty("revisions", out var shown) ? shown.EnumerateArray().Select(each => each.GetString()!).Order().ToList() : null;
                try
                {
                    var ours = graph.Range(RevisionRange.Parse(range), applied).Select(each => each.Id).ToList();
                    if (expected is not null && !expected.SequenceEqual(ours.Order()) && !IsExcused(range, expected, ours))
                        wrong.Add($"{range} at [{string.Join(' ', heads)}]: [{string.Join(' ', expected)}]\n    but [{string.Join(' ', ours)}]");
                }
                catch (SegueException refusal)
                {
                    if (expected is not null || refusal.Next is null)
                        wrong.Add($"{range} at [{string.Join(' ', heads)}]: [{string.Join(' ', expected ?? [])}]\n    but {refusal.Message}");
                }
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count}:\n{string.Join('\n', wrong.Take(40))}");
    }

    [Fact]
    public void Labels_spread_as_in_Alembic()
    {
        foreach (var (graph, vectors) in Vectors())
        {
            var labels = vectors.GetProperty("labels");
            foreach (var header in graph.All)
            {
                var expected = labels.TryGetProperty(header.Id, out var spread) ? spread.EnumerateArray().Select(label => label.GetString()!) : [];
                Assert.Equal(expected.Order(), graph.Labels(header.Id).Order());
            }
        }
    }

    /// <summary>
    /// Where Alembic's answer is an accident. <c>-3:current</c> is documented to begin three before current, and begins three before the heads; from several heads
    /// it begins at the base if the line of the first one is too short; <c>label@base:</c> is empty if other branches depend on all heads of the branch.
    /// </summary>
    static bool IsExcused(string range, List<string> shown, List<string> ours) =>
        (range[0] == '-' && (range.EndsWith(":current", StringComparison.Ordinal) || ours.All(shown.Contains)))
        || (shown.Count == 0 && (range.EndsWith("@base:", StringComparison.Ordinal) || range.EndsWith("@base:heads", StringComparison.Ordinal)));

    static IEnumerable<(RevisionGraph Graph, JsonElement Vectors)> Vectors()
    {
        var graphs = VectorFile.Read(VectorFile.Asset("graph-vectors.json"));
        using var file = JsonDocument.Parse(File.ReadAllText(VectorFile.Asset("history-vectors.json")));
        foreach (var (graph, vectors) in graphs.Zip(file.RootElement.GetProperty("graphs").EnumerateArray()))
            yield return (graph.Graph, vectors);
    }
}
