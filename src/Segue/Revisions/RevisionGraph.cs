namespace Segue.Revisions;

/// <summary>
/// The revisions with their two kinds of edges: <c>revises</c>, which makes the lines, and <c>depends-on</c>, which only orders.
/// What is applied is always handed in as an explicit set.
/// </summary>
public sealed class RevisionGraph
{
    readonly Dictionary<string, int> _byId;
    readonly int[][] _before;

    RevisionGraph(RevisionHeader[] ordered, int[][] parents, int[][] dependsOn, RevisionHeader[] repeatables)
    {
        All = ordered;
        Repeatables = repeatables;
        _byId = ordered.Index().ToDictionary(pair => pair.Item.Id, pair => pair.Index, StringComparer.Ordinal);
        ParentsOf = parents;
        ChildrenOf = Turned(parents);
        _before = [.. parents.Zip(dependsOn, (a, b) => b.Length == 0 ? a : [.. a.Union(b)])];
        FollowersOf = Turned(_before);
        Heads = Where(node => ChildrenOf[node].Length == 0);
        EffectiveHeads = Where(node => FollowersOf[node].Length == 0);
        Bases = Where(node => All[node].Revises.Count == 0);
    }

    /// <summary>In an order in which they can be applied; what is free goes by the order of the files.</summary>
    public IReadOnlyList<RevisionHeader> All { get; }

    /// <summary>What runs after a plan whenever its text changed; in the order of the files, no part of the graph.</summary>
    public IReadOnlyList<RevisionHeader> Repeatables { get; }

    /// <summary>Revisions that no other revises.</summary>
    public IReadOnlyList<RevisionHeader> Heads { get; }

    /// <summary>Revisions that no other revises or depends on.</summary>
    public IReadOnlyList<RevisionHeader> EffectiveHeads { get; }

    /// <summary>Revisions that revise nothing.</summary>
    public IReadOnlyList<RevisionHeader> Bases { get; }

    /// <summary>Revisions that several others revise.</summary>
    public IReadOnlyList<RevisionHeader> BranchPoints => field ??= Where(node => ChildrenOf[node].Length > 1);

    /// <summary>Revisions that revise several others.</summary>
    public IReadOnlyList<RevisionHeader> MergePoints => field ??= Where(node => ParentsOf[node].Length > 1);

    /// <summary>By node: what it revises.</summary>
    internal int[][] ParentsOf { get; }

    /// <summary>By node: what revises it.</summary>
    internal int[][] ChildrenOf { get; }

    /// <summary>By node: what revises it or depends on it.</summary>
    internal int[][] FollowersOf { get; }

    internal TargetResolver Targets => field ??= new(this);

    /// <summary>Makes the graph. With problems it is good for showing only.</summary>
    /// <param name="headers">In the order of the files.</param>
    /// <param name="problems">Duplicates, unknown parents and cycles are added here.</param>
    public static RevisionGraph Of(IReadOnlyList<RevisionHeader> headers, ICollection<Problem> problems)
    {
        var (ordered, parents, dependsOn) = new GraphBuilder(headers, problems).Build();
        return new(ordered, parents, dependsOn, [.. headers.Where(header => header.IsRepeatable)]);
    }

    /// <summary>The revision with exactly this id; null: there is none.</summary>
    public RevisionHeader? Find(string id) => _byId.TryGetValue(id, out var node) ? All[node] : null;

    /// <summary>The one revision that a person named.</summary>
    /// <param name="target">An id, a label, the unique beginning of either; <c>head</c>, <c>label@head</c>, <c>current</c>, <c>-1</c> and the like.</param>
    /// <param name="applied">Ids, for <see cref="RevisionTarget.NeedsApplied"/>; unknown ones are passed over. Null: no database was asked.</param>
    /// <exception cref="SegueException">Nothing or several are named so.</exception>
    public RevisionHeader Resolve(RevisionTarget target, IReadOnlySet<string>? applied = null) => ResolveAll(target, applied) switch
    {
        [var only] => only,
        [] => throw new SegueException(Failure.Graph, $"'{target}' names no revision: it stands before all of them") { Next = "name a revision" },
        var several => throw new SegueException(
            Failure.Graph, $"'{target}' names {several.Count} revisions and not one: {string.Join(", ", several.Take(10).Select(each => each.Id))}")
        {
            Next = "name one of them",
        },
    };

    /// <summary>All revisions that a person named: several for <c>heads</c> and <c>current</c>, none for <c>base</c>.</summary>
    /// <param name="target">See <see cref="Resolve"/>.</param>
    /// <param name="applied">See <see cref="Resolve"/>.</param>
    /// <exception cref="SegueException">There is nothing of that name, or the name or the way from there is not unique.</exception>
    public IReadOnlyList<RevisionHeader> ResolveAll(RevisionTarget target, IReadOnlySet<string>? applied = null)
    {
        if (target.NeedsApplied && applied is null)
            throw NobodyAsked(target.ToString());
        return Revisions([.. Targets.All(Flags(applied ?? new HashSet<string>()), target)]);
    }

    /// <summary>Both ends of a range, and what lies between; in an order in which they can be applied.</summary>
    /// <param name="range">What a person typed.</param>
    /// <param name="applied">Ids, for <see cref="RevisionRange.NeedsApplied"/>; unknown ones are passed over. Null: no database was asked.</param>
    /// <exception cref="SegueException">An end does not exist, or the second does not follow the first.</exception>
    public IReadOnlyList<RevisionHeader> Range(RevisionRange range, IReadOnlySet<string>? applied = null)
    {
        if (range.NeedsApplied && applied is null)
            throw NobodyAsked(range.ToString());
        var between = new RangeResolver(this, Flags(applied ?? new HashSet<string>())).Between(range);
        return Where(node => between[node]);
    }

    /// <summary>
    /// The branches a revision stands in: its own labels, those of what it follows, and those of what follows it up to the next fork or merge.
    /// </summary>
    public IReadOnlyList<string> Labels(string id) => SpreadLabels[NodeOf(id)];

    /// <summary>What a revision revises.</summary>
    public IReadOnlyList<RevisionHeader> Parents(string id) => Revisions(ParentsOf[NodeOf(id)]);

    /// <summary>What revises a revision.</summary>
    public IReadOnlyList<RevisionHeader> Children(string id) => Revisions(ChildrenOf[NodeOf(id)]);

    /// <summary>What revises a revision or depends on it.</summary>
    public IReadOnlyList<RevisionHeader> Followers(string id) => Revisions(FollowersOf[NodeOf(id)]);

    /// <summary>All that must be applied before these, by either kind of edge, in order, without them.</summary>
    public IReadOnlyList<RevisionHeader> Ancestors(params IReadOnlyList<string> ids) => Others(ids, _before);

    /// <summary>All that must be taken back before these, by either kind of edge, in order, without them.</summary>
    public IReadOnlyList<RevisionHeader> Descendants(params IReadOnlyList<string> ids) => Others(ids, FollowersOf);

    /// <summary>Revisions that are not applied though something applied stands on them.</summary>
    public IReadOnlyList<RevisionHeader> Gaps(IReadOnlySet<string> applied)
    {
        var flags = Flags(applied);
        var needed = Reach(NodesOf(flags), _before);
        return Where(node => needed[node] && !flags[node]);
    }

    /// <summary>Applied revisions on which nothing applied stands: where the database is.</summary>
    public IReadOnlyList<RevisionHeader> Tips(IReadOnlySet<string> applied) => Revisions(TipsOf(Flags(applied)));

    /// <summary>What has to be applied, in order: the targets and all they stand on that is not applied, gaps included.</summary>
    /// <param name="applied">Ids; unknown ones are passed over.</param>
    /// <param name="targets">Where to go.</param>
    /// <exception cref="SegueException">A target does not exist, is several, or cannot be reached.</exception>
    public IReadOnlyList<RevisionHeader> UpgradePath(IReadOnlySet<string> applied, params IReadOnlyList<RevisionTarget> targets)
    {
        var flags = Flags(applied);
        var needed = Reach(targets.SelectMany(target => Targets.Upgrade(flags, target)), _before);
        return Where(node => needed[node] && !flags[node]);
    }

    /// <summary>What has to be taken back, in order: all applied that stands on what follows the target, in other branches too.</summary>
    /// <param name="applied">Ids; unknown ones are passed over.</param>
    /// <param name="target">What stays.</param>
    /// <exception cref="SegueException">The target does not exist, is several, is not applied, or cannot be reached.</exception>
    public IReadOnlyList<RevisionHeader> DowngradePath(IReadOnlySet<string> applied, RevisionTarget target)
    {
        var flags = Flags(applied);
        var (stays, roots) = Targets.Downgrade(flags, target);
        var leaving = Reach(roots, FollowersOf);
        var path = Where(node => leaving[node] && flags[node]);
        if (path.Length == 0 && stays is { } node && !TipsOf(flags).Contains(node))
        {
            throw new SegueException(Failure.Graph, flags[node]
                ? $"'{All[node].Id}' cannot be gone back to: what stands on it only depends on it"
                : $"'{All[node].Id}' is not applied")
            {
                Location = All[node].IdLocation,
            };
        }
        path.AsSpan().Reverse();
        return path;
    }

    /// <summary>Of <see cref="DowngradePath"/> what does not stand in the line that was named: it depends on what leaves, or it shares its base.</summary>
    /// <param name="applied">Ids; unknown ones are passed over.</param>
    /// <param name="target">What stays.</param>
    /// <exception cref="SegueException">As there.</exception>
    public IReadOnlyList<RevisionHeader> AlsoLeaving(IReadOnlySet<string> applied, RevisionTarget target)
    {
        var path = DowngradePath(applied, target);
        if (path.Count == 0)
            return [];
        var line = Targets.Line(target) ?? Reach(Targets.Downgrade(Flags(applied), target).Leaving, ChildrenOf);
        return [.. path.Where(header => !line[_byId[header.Id]])];
    }

    internal bool[] Reach(IEnumerable<int> from, int[][] edges)
    {
        var reached = new bool[All.Count];
        var open = new Stack<int>(from);
        while (open.TryPop(out var node))
        {
            if (reached[node])
                continue;
            reached[node] = true;
            foreach (var next in edges[node])
                open.Push(next);
        }
        return reached;
    }

    /// <summary>The line a revision stands in: what it follows and what follows it, by <c>revises</c> alone.</summary>
    internal bool[] Line(int node)
    {
        var line = Reach([node], ParentsOf);
        foreach (var later in NodesOf(Reach([node], ChildrenOf)))
            line[later] = true;
        return line;
    }

    internal bool[] LineUpTo(int node) => Reach([node], ParentsOf);

    internal bool[] WithAncestors(IEnumerable<int> nodes) => Reach(nodes, _before);

    internal int? IndexOf(string id) => _byId.TryGetValue(id, out var node) ? node : null;

    internal int[] TipsOf(bool[] applied)
    {
        // From the last to the first: all that follows a node is known before it.
        var carries = new bool[applied.Length];
        for (var node = applied.Length - 1; node >= 0; node--)
            carries[node] = Array.Exists(FollowersOf[node], next => applied[next] || carries[next]);
        return [.. NodesOf(applied).Where(node => !carries[node])];
    }

    internal static IEnumerable<int> NodesOf(bool[] flags) => Enumerable.Range(0, flags.Length).Where(node => flags[node]);

    string[][] SpreadLabels => field ??= LabelSpread.Of(this);

    static SegueException NobodyAsked(string named) => new(Failure.Usage, $"'{named}' depends on what is applied, and no database was asked.")
    {
        Next = "name a revision, or give a connection",
    };

    int NodeOf(string id) => _byId.TryGetValue(id, out var node)
        ? node
        : throw new ArgumentException($"There is no revision '{id}'.", nameof(id));

    RevisionHeader[] Others(IReadOnlyList<string> ids, int[][] edges)
    {
        int[] from = [.. ids.Select(NodeOf)];
        var reached = Reach(from, edges);
        foreach (var node in from)
            reached[node] = false;
        return Where(node => reached[node]);
    }

    RevisionHeader[] Revisions(int[] nodes) => Array.ConvertAll(nodes, node => All[node]);

    RevisionHeader[] Where(Func<int, bool> holds) => [.. Enumerable.Range(0, All.Count).Where(holds).Select(node => All[node])];

    bool[] Flags(IReadOnlySet<string> ids)
    {
        var flags = new bool[All.Count];
        foreach (var id in ids)
        {
            if (_byId.TryGetValue(id, out var node))
                flags[node] = true;
        }
        return flags;
    }

    static int[][] Turned(int[][] edges)
    {
        var turned = new List<int>?[edges.Length];
        for (var node = 0; node < edges.Length; node++)
        {
            foreach (var other in edges[node])
                (turned[other] ??= []).Add(node);
        }
        return Array.ConvertAll(turned, list => list?.ToArray() ?? []);
    }
}
