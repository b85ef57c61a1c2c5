using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class GraphFuzz(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_the_graph_and_whatever_is_applied_paths_are_complete_and_in_order()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var graph = RandomGraph(random);
            HashSet<string> applied = [.. graph.All.Where(_ => random.Next(2) == 0).Select(each => each.Id)];
            var target = graph.All[random.Next(graph.All.Count)].Id;

            var up = graph.UpgradePath(applied, RevisionTarget.Parse(target));
            HashSet<string> after = [.. applied];
            foreach (var step in up)
            {
                Assert.True(Before(step).All(after.Contains), $"seed {seed}, round {round}: {step.Id} comes too early");
                Assert.True(after.Add(step.Id), $"seed {seed}, round {round}: {step.Id} is applied twice");
            }
            Assert.Contains(target, after);

            HashSet<string> all = [.. after, .. graph.UpgradePath(after, RevisionTarget.Heads).Select(each => each.Id)];
            Assert.Equal(graph.All.Count, all.Count);
            Assert.Empty(graph.Gaps(all));
            var down = graph.DowngradePath(all, RevisionTarget.Base);
            foreach (var step in down)
            {
                Assert.True(all.Remove(step.Id), $"seed {seed}, round {round}: {step.Id} is taken back twice");
                Assert.False(graph.Descendants(step.Id).Any(each => all.Contains(each.Id)), $"seed {seed}, round {round}: {step.Id} leaves too early");
            }
            Assert.Empty(all);
        }
    }

    [Fact]
    public void Gaps_are_what_the_tips_stand_on_without_having_it()
    {
        var random = new Random(1);
        for (var round = 0; round < 100; round++)
        {
            var graph = RandomGraph(random);
            HashSet<string> applied = [.. graph.All.Where(_ => random.Next(2) == 0).Select(each => each.Id)];
            string[] tips = [.. graph.Tips(applied).Select(each => each.Id)];
            HashSet<string> complete = [.. tips, .. graph.Ancestors(tips).Select(each => each.Id)];
            Assert.Equal(complete.Except(applied).Order(), graph.Gaps(applied).Select(each => each.Id).Order());
            Assert.Subset(complete, applied);
        }
    }

    static IEnumerable<string> Before(RevisionHeader header) => header.Revises.Concat(header.DependsOn);

    static RevisionGraph RandomGraph(Random random)
    {
        string[] ids = [.. Enumerable.Range(0, random.Next(1, 30)).Select(n => $"r{n}")];
        var headers = ids.Index().Select(id => new RevisionHeader
        {
            Id = id.Item,
            File = id.Item,
            Path = id.Item,
            Revises = Some(id.Index, 4),
            DependsOn = Some(id.Index, 8),
        }).ToArray();
        random.Shuffle(headers);
        var problems = new List<Problem>();
        var graph = RevisionGraph.Of(headers, problems);
        Assert.Empty(problems);
        return graph;

        string[] Some(int below, int rarity) => [.. ids.Take(below).Where(_ => random.Next(below + rarity) < 2)];
    }
}
