namespace Segue.Revisions;

/// <summary>The labels of each revision, as Alembic spreads them: to all that follows, and back along a line without forks and merges.</summary>
static class LabelSpread
{
    /// <summary>For each node; those that share all labels share the array.</summary>
    public static string[][] Of(RevisionGraph graph)
    {
        var back = Back(graph);
        var labels = new string[graph.All.Count][];
        for (var node = 0; node < labels.Length; node++)
        {
            string[] inherited = [];
            foreach (var parent in graph.ParentsOf[node])
                inherited = Joined(inherited, labels[parent]);
            labels[node] = Joined(Joined(inherited, [.. graph.All[node].Labels]), back.TryGetValue(node, out var spread) ? [.. spread] : []);
        }
        return labels;
    }

    /// <summary>A label goes back only from a line that neither forks nor merges up to its head.</summary>
    static Dictionary<int, List<string>> Back(RevisionGraph graph)
    {
        var back = new Dictionary<int, List<string>>();
        foreach (var (labelled, header) in graph.All.Index().Where(pair => pair.Item.Labels.Count > 0))
        {
            var node = labelled;
            while (IsPlain(graph, node) && graph.ChildrenOf[node] is [var child])
                node = child;
            if (!IsPlain(graph, node))
                continue;
            for (node = labelled; graph.ParentsOf[node] is [var parent] && IsPlain(graph, parent); node = parent)
            {
                if (!back.TryGetValue(parent, out var spread))
                    back.Add(parent, spread = []);
                spread.AddRange(header.Labels);
            }
        }
        return back;
    }

    static bool IsPlain(RevisionGraph graph, int node) => graph.FollowersOf[node].Length <= 1 && graph.ParentsOf[node].Length <= 1;

    static string[] Joined(string[] some, string[] more)
    {
        if (some.Length == 0 || ReferenceEquals(some, more))
            return more;
        string[] others = [.. more.Except(some)];
        return others.Length == 0 ? some : [.. some, .. others];
    }
}
