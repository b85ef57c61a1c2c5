using System.Globalization;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Leads from what a person typed to revisions, by Alembic's rules.</summary>
sealed class TargetResolver(RevisionGraph graph)
{
    readonly Dictionary<string, int> _labels = graph.All.Index()
        .SelectMany(pair => pair.Item.Labels.Select(label => (Label: label, pair.Index)))
        .DistinctBy(pair => pair.Label, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Label, pair => pair.Index, StringComparer.Ordinal);

    /// <summary>The revisions to reach; none for <c>base</c>.</summary>
    public IReadOnlyList<int> Upgrade(bool[] applied, RevisionTarget target) => target is { NeedsApplied: true, Steps: < 0 }
        ? throw Wrong(target, "an upgrade does not go back", $"segue downgrade {target}")
        : All(applied, target);

    /// <summary>The revisions that are named; none for <c>base</c>.</summary>
    public IReadOnlyList<int> All(bool[] applied, RevisionTarget target)
    {
        target = Literal(target);
        if (target.Steps == 0)
            return target.NeedsApplied ? Tips(applied, target) : Named(target);
        var start = !target.NeedsApplied ? Start(target)
            : target.Steps > 0 ? CurrentForUpgrade(applied, target)
            : CurrentForDowngrade(applied, target);
        return Walk(target, start, target.Steps) is { } reached ? [reached] : [];
    }

    /// <summary>What stays (null: nothing) and the first revisions to leave, whose descendants leave with them.</summary>
    public (int? Stays, IReadOnlyList<int> Leaving) Downgrade(bool[] applied, RevisionTarget target)
    {
        target = Literal(target);
        if (target is { NeedsApplied: true, Steps: > 0 })
            throw Wrong(target, "a downgrade does not go up", $"segue upgrade {target}");
        if (target is { NeedsApplied: true, Steps: 0 })
            return (null, []);
        int? stays;
        var line = target.Branch is null ? null : graph.LineUpTo(Single(target.Branch, target));
        if (target.NeedsApplied)
        {
            var current = CurrentForDowngrade(applied, target);
            stays = Walk(target, current, target.Steps);
            line ??= graph.LineUpTo(current);
        }
        else
        {
            stays = target.Steps == 0 ? One(target) : Walk(target, Start(target), target.Steps);
        }
        int[] roots = stays is { } node ? graph.ChildrenOf[node] : Bases();
        if (line is not null && roots.Length > 1)
        {
            int[] inLine = [.. roots.Where(root => line[root])];
            if (inLine.Length == 0)
            {
                throw Wrong(
                    target, $"{roots.Length} revisions follow {Name(stays)}, and none of them leads to '{target.Branch}': {Choices(roots)}",
                    $"say up to which line, as in {graph.All[roots[0]].Id}@{(stays is { } fork ? graph.All[fork].Id : "base")}, or without a line for all of them");
            }
            roots = inLine;
        }
        return (stays, roots);
    }

    /// <summary>The applied revisions that nothing applied stands on, of one line or of all.</summary>
    public int[] Tips(bool[] applied, RevisionTarget target)
    {
        var tips = graph.TipsOf(applied);
        if (Line(target) is { } line)
            return [.. tips.Where(tip => line[tip])];
        return tips;
    }

    /// <summary>A target without its steps.</summary>
    public int[] Named(RevisionTarget target)
    {
        var line = Line(target);
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
                var node = Single(target.Name!, target, line);
                return line is null || line[node]
                    ? [node]
                    : throw Wrong(target, $"'{graph.All[node].Id}' does not stand in the line of '{target.Branch}'", $"leave {target.Branch}@ away, or name another line");
        }
    }

    /// <summary>In other tools' folders a revision's own name may end in a dash and a number.</summary>
    public RevisionTarget Literal(RevisionTarget target)
    {
        if (target is not { Name: not null, Steps: not 0 })
            return target;
        var whole = target.Name + target.Steps.ToString("+0;-0", CultureInfo.InvariantCulture);
        return graph.IndexOf(whole) is null ? target : target with { Name = whole, Steps = 0 };
    }

    /// <summary>The revisions of one line; null: of all.</summary>
    public bool[]? Line(RevisionTarget target) => target.Branch is null ? null : graph.Line(Single(target.Branch, target));

    public bool IsLabel(string name) => _labels.ContainsKey(name);

    public int[] Bases() => [.. graph.Bases.Select(header => graph.IndexOf(header.Id)!.Value)];

    public string Choices(int[] nodes) =>
        string.Join(", ", nodes.Take(10).Select(node => $"{graph.All[node].Id} ({graph.All[node].File})"))
        + (nodes.Length > 10 ? ", ..." : "");

    int? One(RevisionTarget target) => Named(target) switch
    {
        [] when target.Name is "base" || graph.All.Count == 0 => null,
        [var only] => only,
        [] => throw Wrong(target, "there is no head in that line", "segue heads lists them"),
        var several => throw Wrong(target, $"it names {several.Length} revisions: {Choices(several)}", "name one of them"),
    };

    // The line counts where the walk goes, not where it begins: label@rev+1 goes from rev into the line.
    int? Start(RevisionTarget target) => One(target with { Steps = 0, Branch = target.Name is "head" or "heads" || target.Steps < 0 ? target.Branch : null });

    int? CurrentForUpgrade(bool[] applied, RevisionTarget target)
    {
        var tips = Tips(applied, target);
        if (tips.Length == 0 && Line(target) is { } line)
        {
            // Something of another line stands on all that is applied of this one.
            var active = new bool[applied.Length];
            foreach (var node in RevisionGraph.NodesOf(applied))
                active[node] = line[node];
            tips = [.. RevisionGraph.NodesOf(active).Where(node => !Array.Exists(graph.FollowersOf[node], next => active[next]))];
        }
        return tips switch
        {
            [] => null,
            [var tip] => tip,
            _ => throw Several(target, tips),
        };
    }

    int CurrentForDowngrade(bool[] applied, RevisionTarget target)
    {
        var tips = Tips(applied, target);
        if (tips.Length == 0 && Line(target) is { } line)
            tips = [.. RevisionGraph.NodesOf(applied).Where(node => line[node] && !Array.Exists(graph.ChildrenOf[node], next => applied[next]))];
        return tips switch
        {
            [] => throw Wrong(target, target.Branch is null ? "nothing is applied" : $"nothing of '{target.Branch}' is applied of its own", "segue current says what is applied"),
            [var tip] => tip,
            _ => throw Several(target, tips),
        };
    }

    /// <summary>Step by step along <c>revises</c>; null is before all revisions.</summary>
    int? Walk(RevisionTarget target, int? from, int steps)
    {
        var line = steps < 0 ? null : Line(target);
        var at = from;
        for (var step = 0; step < Math.Abs(steps); step++)
        {
            int[] next;
            if (steps > 0)
                next = [.. (at is { } node ? graph.ChildrenOf[node] : Bases()).Where(child => line is null || line[child])];
            else if (at is { } node)
                next = graph.ParentsOf[node];
            else
                throw TooFar(target, at, step);
            at = next switch
            {
                [var only] => only,
                [] when steps < 0 => null,
                [] => throw TooFar(target, at, step),
                _ => throw Wrong(target, $"{Name(at)} has {next.Length} ways to go on: {Choices(next)}", "name one of them"),
            };
        }
        return at;
    }

    int Single(string name, RevisionTarget target, bool[]? line = null)
    {
        if (graph.IndexOf(name) is { } exact)
            return exact;
        if (_labels.TryGetValue(name, out var labelled))
            return labelled;
        int[] found =
        [
            .. graph.All.Index().Select(pair => (Name: pair.Item.Id, pair.Index))
                .Concat(_labels.Select(pair => (Name: pair.Key, Index: pair.Value)))
                .Where(pair => pair.Name.StartsWith(name, StringComparison.Ordinal) && (line is null || line[pair.Index]))
                .Select(pair => pair.Index).Distinct(),
        ];
        return found switch
        {
            [var only] => only,
            [] => throw Wrong(
                target,
                $"there is no revision and no label '{name}'{(line is null ? "" : $" in the line of '{target.Branch}'")}",
                Suggestion.For(name, graph.All.Select(header => header.Id).Concat(_labels.Keys)) ?? "segue history lists all"),
            _ => throw Wrong(target, $"'{name}' is the beginning of {found.Length} revisions: {Choices(found)}", "type more of it"),
        };
    }

    string Name(int? node) => node is { } at ? $"'{graph.All[at].Id}'" : "base";

    SegueException Several(RevisionTarget target, int[] tips) => Wrong(
        target, $"the database stands at {tips.Length} revisions: {Choices(tips)}",
        "say from which: " + string.Join(", ", tips.Take(4).Select(tip => target with { Name = null, Branch = graph.All[tip].Id })));

    SegueException TooFar(RevisionTarget target, int? at, int steps) => Wrong(
        target, $"there are not that many revisions: after {steps} the way ends at {Name(at)}", "segue history shows the way");

    static SegueException Wrong(RevisionTarget target, string why, string next) =>
        new(Failure.Graph, $"'{target}' cannot be reached: {why}") { Next = next };
}
