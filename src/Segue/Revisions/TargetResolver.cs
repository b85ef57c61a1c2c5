using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Leads from what a person typed to revisions, by Alembic's rules. The place where its grammar grows.</summary>
sealed class TargetResolver(RevisionGraph graph)
{
    readonly Dictionary<string, int> _labels = graph.All.Index()
        .SelectMany(pair => pair.Item.Labels.Select(label => (Label: label, pair.Index)))
        .DistinctBy(pair => pair.Label, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Label, pair => pair.Index, StringComparer.Ordinal);

    /// <summary>The revisions to reach; none for <c>base</c>.</summary>
    public IReadOnlyList<int> Upgrade(bool[] applied, RevisionTarget target) => target is { NeedsApplied: true, Steps: < 0 }
        ? throw Wrong(target, "an upgrade does not go back", "segue downgrade " + target)
        : All(applied, target);

    /// <summary>The revisions that are named; none for <c>base</c>.</summary>
    public IReadOnlyList<int> All(bool[] applied, RevisionTarget target)
    {
        if (target.Steps == 0)
            return target.NeedsApplied ? Current(applied, target) : Named(target);
        var start = !target.NeedsApplied ? Start(target)
            : target.Steps > 0 ? CurrentForUpgrade(applied, target)
            : CurrentForDowngrade(applied, target);
        return Walk(target, start, target.Steps) is { } reached ? [reached] : [];
    }

    /// <summary>What stays (null: nothing) and the first revisions to leave, whose descendants leave with them.</summary>
    public (int? Stays, IReadOnlyList<int> Leaving) Downgrade(bool[] applied, RevisionTarget target)
    {
        if (target is { NeedsApplied: true, Steps: > 0 })
            throw Wrong(target, "a downgrade does not go up", "segue upgrade " + target);
        var line = target.Branch is null ? null : graph.LineUpTo(Single(target.Branch, target));
        int? stays;
        if (target.NeedsApplied)
        {
            var current = CurrentForDowngrade(applied, target);
            stays = Walk(target, current, target.Steps);
            line = graph.LineUpTo(current);
        }
        else
        {
            stays = target.Steps == 0 ? One(target) : Walk(target, Start(target), target.Steps);
        }
        int[] roots = stays is { } node ? graph.ChildrenOf(node) : Bases();
        if (line is not null && roots.Length > 1)
        {
            roots = [.. roots.Where(root => line[root])];
            if (roots.Length == 0)
                throw Wrong(target, "nothing in that line follows it", null);
        }
        return (stays, roots);
    }

    int[] Named(RevisionTarget target)
    {
        var line = target.Branch is null ? null : graph.Line(Single(target.Branch, target));
        switch (target.Name)
        {
            case "base":
                return [];
            case "head" or "heads":
                int[] heads = [.. graph.Heads.Select(head => graph.IndexOf(head.Id)!.Value).Where(head => line is null || line[head])];
                return target.Name == "heads" || heads.Length <= 1
                    ? heads
                    : throw Wrong(target, $"there are {heads.Length} heads: {Choices(heads)}",
                        "name one of them, or say 'heads' for all, or merge them");
            default:
                var node = Single(target.Name!, target);
                return line is null || line[node]
                    ? [node]
                    : throw Wrong(target, $"'{graph.All[node].Id}' does not stand in the line of '{target.Branch}'", null);
        }
    }

    int? One(RevisionTarget target) => Named(target) switch
    {
        [] when target.Name is "base" || graph.All.Count == 0 => null,
        [var only] => only,
        var several => throw Wrong(target, $"it names {several.Length} revisions: {Choices(several)}", "name one of them"),
    };

    int? Start(RevisionTarget target) => One(target with { Steps = 0, Branch = target.Name is "head" ? target.Branch : null });

    int[] Current(bool[] applied, RevisionTarget target)
    {
        var tips = graph.TipsOf(applied);
        if (target.Branch is null)
            return tips;
        var line = graph.Line(Single(target.Branch, target));
        return [.. tips.Where(tip => line[tip])];
    }

    int? CurrentForUpgrade(bool[] applied, RevisionTarget target)
    {
        var tips = graph.TipsOf(applied);
        if (target.Branch is not null)
        {
            var line = graph.Line(Single(target.Branch, target));
            int[] inLine = [.. tips.Where(tip => line[tip])];
            if (inLine.Length == 0)
            {
                int[] active = [.. RevisionGraph.NodesOf(applied).Where(node => line[node])];
                inLine = [.. active.Where(node => !graph.ChildrenOf(node).Intersect(active).Any())];
            }
            tips = inLine;
        }
        return tips switch
        {
            [] => null,
            [var tip] => tip,
            _ => throw Wrong(target, $"the database stands at {tips.Length} revisions: {Choices(tips)}", "name a revision, or label@+1"),
        };
    }

    int CurrentForDowngrade(bool[] applied, RevisionTarget target)
    {
        var tips = graph.TipsOf(applied);
        if (target.Branch is not null)
        {
            var line = graph.Line(Single(target.Branch, target));
            int[] inLine = [.. tips.Where(tip => line[tip])];
            if (inLine.Length == 0)
            {
                inLine = [.. RevisionGraph.NodesOf(applied)
                    .Where(node => line[node] && !graph.ChildrenOf(node).Any(child => applied[child] && line[child]))];
            }
            tips = inLine;
        }
        return tips switch
        {
            [] => throw Wrong(target, "nothing is applied", null),
            [var tip] => tip,
            _ => throw Wrong(target, $"the database stands at {tips.Length} revisions: {Choices(tips)}",
                "name the revision that shall stay, or label@-1"),
        };
    }

    /// <summary>Step by step along <c>revises</c>; null is before all revisions.</summary>
    int? Walk(RevisionTarget target, int? from, int steps)
    {
        var line = target.Branch is null || steps < 0 ? null : graph.Line(Single(target.Branch, target));
        var at = from;
        for (var step = 0; step < Math.Abs(steps); step++)
        {
            int[] next;
            if (steps > 0)
                next = [.. (at is { } node ? graph.ChildrenOf(node) : Bases()).Where(child => line is null || line[child])];
            else if (at is { } node)
                next = graph.ParentsOf(node);
            else
                throw TooFar(target);
            at = next switch
            {
                [var only] => only,
                [] when steps < 0 => null,
                [] => throw TooFar(target),
                _ => throw Wrong(
                    target,
                    $"{(at is { } fork ? $"'{graph.All[fork].Id}'" : "base")} has {next.Length} ways to go on: {Choices(next)}",
                    "name one of them"),
            };
        }
        return at;
    }

    int Single(string name, RevisionTarget target)
    {
        if (graph.IndexOf(name) is { } exact)
            return exact;
        if (_labels.TryGetValue(name, out var labelled))
            return labelled;
        int[] found =
        [
            .. graph.All.Index().Where(pair => pair.Item.Id.StartsWith(name, StringComparison.Ordinal)).Select(pair => pair.Index),
        ];
        return found switch
        {
            [var only] => only,
            [] => throw Wrong(
                target,
                $"there is no revision and no label '{name}'",
                Suggestion.For(name, graph.All.Select(header => header.Id).Concat(_labels.Keys))),
            _ => throw Wrong(target, $"'{name}' is the beginning of {found.Length} revisions: {Choices(found)}", "type more of it"),
        };
    }

    int[] Bases() => [.. graph.Bases.Select(header => graph.IndexOf(header.Id)!.Value)];

    string Choices(int[] nodes) =>
        string.Join(", ", nodes.Take(10).Select(node => $"{graph.All[node].Id} ({graph.All[node].File})"))
        + (nodes.Length > 10 ? ", ..." : "");

    static SegueException TooFar(RevisionTarget target) => Wrong(target, "there are not that many revisions", null);

    static SegueException Wrong(RevisionTarget target, string why, string? next) =>
        new(Failure.Graph, $"'{target}' cannot be reached: {why}") { Next = next };
}
