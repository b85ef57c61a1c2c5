namespace Segue.Revisions;

/// <summary>Leads from <c>a:b</c> to the revisions between, by the rules of Alembic's history; where those leave a range without an answer, to the nearest sensible one.</summary>
sealed class RangeResolver(RevisionGraph graph, bool[] applied)
{
    /// <summary>Both ends, and what lies between: what the end stands on by either kind of edge, and what follows the beginning in its line.</summary>
    public bool[] Between(RevisionRange range)
    {
        var (from, to) = Ends(range);
        var between = graph.WithAncestors(to);
        if (from.Length == 0 || to.Length == 0)
            return between;
        var following = graph.Reach(from, graph.ChildrenOf);
        // An end that was named is reached over what only depends, if there is no other way; all heads need not be.
        if (range.To is { Name: not "heads" } && !Array.Exists(to, node => following[node]))
        {
            following = graph.Reach(from, graph.FollowersOf);
            if (!Array.Exists(to, node => following[node]))
                throw Apart(range, from, to);
        }
        for (var node = 0; node < between.Length; node++)
            between[node] &= following[node];
        return between;
    }

    /// <summary>
    /// Steps without a name go back from the heads (<c>-2:</c>), from what is applied where that is the end (<c>-3:current</c>), and up from the beginning
    /// (<c>a:+2</c>). No revision at all: the base.
    /// </summary>
    (int[] From, int[] To) Ends(RevisionRange range)
    {
        var end = range.To ?? new(range.From?.Branch, "heads");
        if (end is { Name: null, Steps: > 0 })
        {
            var from = End(range.From, range.From is { Steps: < 0 } ? Heads(range.From) : []);
            return (from, InBranch(range.From, End(end, from)));
        }
        var to = End(end, Heads(end));
        return (End(range.From, range.From is not { Steps: < 0 } ? [] : end.Name is "current" ? to : Heads(range.From)), InBranch(range.From, to));
    }

    /// <summary>A branch at the beginning holds for the whole range, and only for what carries its label.</summary>
    int[] InBranch(RevisionTarget? from, int[] to)
    {
        if (from?.Branch is null)
            return to;
        if (!graph.Targets.IsLabel(from.Branch))
            return [.. to.Where(node => graph.Targets.Line(from)![node])];
        return [.. to.Where(node => graph.Labels(graph.All[node].Id).Contains(from.Branch))];
    }

    int[] Heads(RevisionTarget target) => graph.Targets.Named(target with { Name = "heads", Steps = 0 });

    int[] End(RevisionTarget? target, int[] origin)
    {
        if (target is null)
            return [];
        target = graph.Targets.Literal(target);
        if (target.Name is "current")
            origin = graph.Targets.Tips(applied, target);
        else if (target.Name is not null)
            origin = graph.Targets.Named(target with { Steps = 0 });
        return Walk(target, origin);
    }

    /// <summary>By every way at once, so that no fork and no merge is in doubt; beyond an end it stays there, before all revisions it is the base.</summary>
    int[] Walk(RevisionTarget target, int[] nodes)
    {
        var line = target.Steps > 0 ? graph.Targets.Line(target) : null;
        for (var step = 0; step < Math.Abs(target.Steps); step++)
        {
            int[] next = target.Steps > 0 ? Up(nodes, line) : Down(nodes);
            if (next.SequenceEqual(nodes))
                break;
            nodes = next;
        }
        return nodes;
    }

    int[] Up(int[] nodes, bool[]? line)
    {
        var next = nodes.Length == 0 ? graph.Targets.Bases() : nodes.SelectMany(node => graph.ChildrenOf[node] is { Length: > 0 } children ? children : [node]);
        return [.. next.Distinct().Where(node => line is null || line[node])];
    }

    int[] Down(int[] nodes) => Array.TrueForAll(nodes, node => graph.ParentsOf[node].Length == 0)
        ? []
        : [.. nodes.SelectMany(node => graph.ParentsOf[node] is { Length: > 0 } parents ? parents : [node]).Distinct()];

    SegueException Apart(RevisionRange range, int[] from, int[] to)
    {
        var turned = graph.Reach(to, graph.FollowersOf);
        return new(Failure.Graph, $"'{range}' holds nothing: {graph.Targets.Choices(to)} does not follow {graph.Targets.Choices(from)}")
        {
            Next = Array.Exists(from, node => turned[node]) ? $"the other way round: {range.To}:{range.From}" : $"they stand in different lines; {range.From}: and :{range.To} show each of them",
        };
    }
}
