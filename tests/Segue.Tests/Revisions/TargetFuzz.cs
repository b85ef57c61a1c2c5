using Segue.Revisions;

namespace Segue.Tests.Revisions;

/// <summary>Random graphs with branches, merges, dependencies, labels and several bases, and random words about them.</summary>
public sealed class TargetFuzz(ITestOutputHelper output)
{
    [Fact]
    public void Every_way_up_respects_the_edges_and_taking_back_what_came_leaves_what_was_there()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var graph = RandomGraph(random);
            var before = RandomState(random, graph);
            var path = Tried(() => graph.UpgradePath(before, RandomTarget(random, graph))) ?? [];
            HashSet<string> after = [.. before];
            foreach (var step in path)
            {
                Assert.True(step.Revises.Concat(step.DependsOn).All(after.Contains), $"seed {seed}, round {round}: {step.Id} comes too early");
                Assert.True(after.Add(step.Id), $"seed {seed}, round {round}: {step.Id} comes twice");
            }

            // The last first, each down to its parent or to the base of its line; the parents of a merge may stand on each other.
            var left = after;
            foreach (var step in path.Reverse())
            {
                string[] down = step.Revises.Count > 1 ? [step.Id] : [.. Ids(graph.DowngradePath(left, new(step.Id, step.Revises is [var parent, ..] ? parent : "base")))];
                Assert.True(down is [var only] && only == step.Id, $"seed {seed}, round {round}: with {step.Id} falls {string.Join(' ', down)}");
                left.ExceptWith(down);
            }
            Assert.Equal(before.Order(), left.Order());
        }
    }

    [Fact]
    public void Up_and_down_again_to_where_it_began_is_no_change()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        var ways = 0;
        for (var round = 0; round < 1_000; round++)
        {
            var graph = RandomGraph(random);
            var start = random.Next(4) == 0 ? null : graph.All[random.Next(graph.All.Count)];
            HashSet<string> before = start is null ? [] : [start.Id, .. Ids(graph.Ancestors(start.Id))];
            var path = Tried(() => graph.UpgradePath(before, RandomTarget(random, graph))) ?? [];
            // What came and does not follow the start cannot be taken back by naming the start.
            if (path.Count == 0 || (start is not null && !Lines(graph, start, path)))
                continue;
            HashSet<string> after = [.. before, .. Ids(path)];
            var down = graph.DowngradePath(after, start is null ? RevisionTarget.Base : new(null, start.Id));
            Assert.True(Ids(down).Order().SequenceEqual(Ids(path).Order()), $"seed {seed}, round {round}: {string.Join(' ', Ids(path))} up and {string.Join(' ', Ids(down))} down");
            ways++;
        }
        Assert.True(ways > 50, $"seed {seed}: only {ways} ways were tried");
    }

    [Fact]
    public void The_explicit_set_is_what_Alembic_infers_from_its_heads()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        for (var round = 0; round < 400; round++)
        {
            var graph = RandomGraph(random);
            var applied = new HashSet<string>();
            for (var run = 0; run < 6; run++)
            {
                var target = RandomTarget(random, graph);
                if (random.Next(3) > 0)
                    applied.UnionWith(Ids(Tried(() => graph.UpgradePath(applied, target)) ?? []));
                else
                    applied.ExceptWith(Ids(Tried(() => graph.DowngradePath(applied, target)) ?? []));
                string[] heads = [.. Ids(graph.Tips(applied))];
                Assert.True(applied.SetEquals(heads.Concat(Ids(graph.Ancestors(heads)))), $"seed {seed}, round {round}: {target} left a gap");
                Assert.Empty(graph.Gaps(applied));
            }
        }
    }

    [Fact]
    public void Whatever_is_typed_there_is_an_answer_or_a_refusal()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        var answers = 0;
        for (var round = 0; round < 3_000; round++)
        {
            var graph = RandomGraph(random);
            var applied = random.Next(2) == 0 ? RandomState(random, graph) : [.. Ids(graph.All).Where(_ => random.Next(2) == 0), "an-orphan"];
            var text = RandomText(random, graph);
            try
            {
                if (RevisionRange.IsRange(text))
                {
                    graph.Range(RevisionRange.Parse(text), applied);
                }
                else
                {
                    var target = RevisionTarget.Parse(text);
                    Assert.Equal(target, RevisionTarget.Parse(target.ToString()));
                    Tried(() => graph.ResolveAll(target, applied));
                    Tried(() => graph.DowngradePath(applied, target));
                    Tried(() => graph.AlsoLeaving(applied, target));
                    graph.UpgradePath(applied, target);
                }
                answers++;
            }
            catch (SegueException refusal)
            {
                Assert.NotNull(refusal.Next);
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}, round {round}: '{text}' ends in {error}");
            }
        }
        Assert.True(answers > 100, $"seed {seed}: only {answers} were understood");
    }

    /// <summary>Whether all of a path stands on the children of a revision.</summary>
    static bool Lines(RevisionGraph graph, RevisionHeader start, IReadOnlyList<RevisionHeader> path)
    {
        string[] children = [.. Ids(graph.Children(start.Id))];
        HashSet<string> above = [.. children, .. Ids(graph.Descendants(children))];
        return path.All(step => above.Contains(step.Id));
    }

    static IReadOnlyList<RevisionHeader>? Tried(Func<IReadOnlyList<RevisionHeader>> question)
    {
        try
        {
            return question();
        }
        catch (SegueException)
        {
            return null;
        }
    }

    static HashSet<string> RandomState(Random random, RevisionGraph graph)
    {
        string[] tips = [.. Ids(graph.All).Where(_ => random.Next(8) == 0)];
        return [.. tips, .. Ids(graph.Ancestors(tips))];
    }

    static RevisionTarget RandomTarget(Random random, RevisionGraph graph) => RevisionTarget.Parse(random.Next(8) switch
    {
        0 => "heads",
        1 => "head",
        2 => "base",
        3 => $"+{random.Next(1, 4)}",
        4 => $"-{random.Next(1, 4)}",
        5 when graph.All.SelectMany(header => header.Labels).ToList() is { Count: > 0 } labels =>
            $"{labels[random.Next(labels.Count)]}@{((string[])["head", "base", "+1", "-1"])[random.Next(4)]}",
        6 => $"{graph.All[random.Next(graph.All.Count)].Id}{(random.Next(2) == 0 ? "-1" : "+1")}",
        _ => graph.All[random.Next(graph.All.Count)].Id,
    });

    static string RandomText(Random random, RevisionGraph graph)
    {
        string[] pieces =
        [
            "head", "heads", "base", "current", "@", "@", "+", "-", ":", "1", "2", "0", "99999999999", "-2147483648", "l0", "l1", "r", "", " ", "é", "\0", "..", "--", "+-",
            .. Ids(graph.All).Take(4), .. Ids(graph.All).Take(2).Select(id => id[..1]),
        ];
        return string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    static RevisionGraph RandomGraph(Random random)
    {
        string[] ids = [.. Enumerable.Range(0, random.Next(1, 25)).Select(n => $"r{n}")];
        var label = 0;
        var headers = ids.Index().Select(id => new RevisionHeader
        {
            Id = id.Item,
            File = id.Item,
            Path = id.Item,
            Revises = id.Index == 0 || random.Next(10) == 0 ? [] : [.. ids[..id.Index].TakeLast(4).Where(_ => random.Next(5) == 0).DefaultIfEmpty(ids[id.Index - 1])],
            DependsOn = id.Index == 0 || random.Next(6) > 0 ? [] : [ids[random.Next(id.Index)]],
            Labels = random.Next(6) == 0 ? [$"l{label++}"] : [],
        }).ToArray();
        random.Shuffle(headers);
        var problems = new List<Problem>();
        var graph = RevisionGraph.Of(headers, problems);
        Assert.Empty(problems);
        return graph;
    }

    static IEnumerable<string> Ids(IEnumerable<RevisionHeader> headers) => headers.Select(header => header.Id);
}
