using Segue.Sql;

namespace Segue.Revisions;

/// <summary>
/// Brings headers into an order and says what is wrong with them. Linear in revisions and edges, and without recursion: chains are long.
/// </summary>
sealed class GraphBuilder(IReadOnlyList<RevisionHeader> headers, ICollection<Problem> problems)
{
    // Looking for a name that is meant costs a walk over all names: with the first mistakes that helps, with ten thousand it does not.
    const int MostSuggestions = 20;

    readonly Dictionary<string, int> _byId = new(headers.Count, StringComparer.Ordinal);

    // What a dependency may name: revisions, and labels for the revision that declares them.
    readonly Dictionary<string, int> _byName = new(headers.Count, StringComparer.Ordinal);
    readonly List<RevisionHeader> _nodes = new(headers.Count);
    int _suggestions;

    /// <summary>Topological, ties in the order of the files; what stands in a cycle comes last.</summary>
    public (RevisionHeader[] Ordered, int[][] Parents, int[][] DependsOn) Build()
    {
        TakeUnique();
        NameAll();
        var parents = new int[_nodes.Count][];
        var dependsOn = new int[_nodes.Count][];
        for (var node = 0; node < _nodes.Count; node++)
        {
            parents[node] = Edges(node, _nodes[node].Revises, _nodes[node].RevisesLocation, "revises", _byId);
            dependsOn[node] = Edges(node, _nodes[node].DependsOn, _nodes[node].DependsOnLocation, "depends on", _byName);
        }
        var order = Order(parents, dependsOn);
        var place = new int[order.Length];
        for (var at = 0; at < order.Length; at++)
            place[order[at]] = at;
        return ([.. order.Select(node => _nodes[node])], Moved(parents), Moved(dependsOn));

        int[][] Moved(int[][] edges) => [.. order.Select(node => Array.ConvertAll(edges[node], other => place[other]))];
    }

    void TakeUnique()
    {
        foreach (var header in headers)
        {
            if (header.IsRepeatable)
                continue;
            if (_byId.TryAdd(header.Id, _nodes.Count))
            {
                _nodes.Add(header);
            }
            else
            {
                problems.Add(Duplicate(_nodes[_byId[header.Id]], header));
            }
        }
        foreach (var repeatable in headers.Where(header => header.IsRepeatable).GroupBy(header => header.Id, StringComparer.Ordinal))
        {
            var others = repeatable.Skip(1);
            var first = _byId.TryGetValue(repeatable.Key, out var node) ? _nodes[node] : repeatable.First();
            foreach (var other in ReferenceEquals(first, repeatable.First()) ? others : repeatable)
                problems.Add(Duplicate(first, other));
        }
    }

    static Problem Duplicate(RevisionHeader first, RevisionHeader other) =>
        new("duplicate-revision", $"revision '{other.Id}' stands in {first.File} and in {other.File}")
        {
            Location = other.IdLocation,
            Remedy = "give one of them another id",
        };

    void NameAll()
    {
        foreach (var (id, node) in _byId)
            _byName.Add(id, node);
        foreach (var (node, header) in _nodes.Index())
        {
            foreach (var label in header.Labels)
            {
                if (_byName.TryAdd(label, node))
                    continue;
                problems.Add(_byId.ContainsKey(label)
                    ? new("label-is-revision", $"the label '{label}' is also a revision") { Location = header.LabelsLocation }
                    : new("duplicate-label", $"the label '{label}' stands in {_nodes[_byName[label]].File} and in {header.File}") { Location = header.LabelsLocation });
            }
        }
    }

    int[] Edges(int node, IReadOnlyList<string> names, SourceLocation location, string verb, Dictionary<string, int> known)
    {
        if (names.Count == 0)
            return [];
        var edges = new List<int>(names.Count);
        foreach (var name in names)
        {
            if (known.TryGetValue(name, out var other))
            {
                edges.Add(other);
            }
            else
            {
                problems.Add(new("unknown-parent", $"'{_nodes[node].Id}' {verb} '{name}', which does not exist")
                {
                    Location = location,
                    Remedy = _suggestions++ < MostSuggestions ? Suggestion.For(name, known.Keys) : null,
                });
            }
        }
        return [.. edges];
    }

    int[] Order(int[][] parents, int[][] dependsOn)
    {
        var waitsFor = new int[_nodes.Count];
        var children = new List<int>?[_nodes.Count];
        for (var node = 0; node < _nodes.Count; node++)
        {
            foreach (var before in parents[node].Concat(dependsOn[node]))
            {
                waitsFor[node]++;
                (children[before] ??= []).Add(node);
            }
        }
        var ready = new PriorityQueue<int, int>();
        for (var node = 0; node < _nodes.Count; node++)
        {
            if (waitsFor[node] == 0)
                ready.Enqueue(node, node);
        }
        var order = new List<int>(_nodes.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            foreach (var child in children[node] ?? [])
            {
                if (--waitsFor[child] == 0)
                    ready.Enqueue(child, child);
            }
        }
        if (order.Count < _nodes.Count)
        {
            var inCycle = Enumerable.Range(0, _nodes.Count).Where(node => waitsFor[node] > 0).ToHashSet();
            foreach (var cycle in Cycles(inCycle, node => [.. parents[node], .. dependsOn[node]]))
                Report(cycle);
            order.AddRange(inCycle.Order());
        }
        return [.. order];
    }

    /// <summary>Each node that is left over has a parent that is left over: following them must come back.</summary>
    static IEnumerable<List<int>> Cycles(HashSet<int> left, Func<int, int[]> before)
    {
        var seen = new Dictionary<int, int>();
        foreach (var start in left.Order())
        {
            var way = new List<int>();
            var node = start;
            while (seen.TryAdd(node, start))
            {
                way.Add(node);
                node = before(node).First(left.Contains);
            }
            if (seen[node] == start)
                yield return way[way.IndexOf(node)..];
        }
    }

    void Report(List<int> cycle)
    {
        // From the first file, so that the message is the same whatever way the cycle was found.
        var first = cycle.IndexOf(cycle.Min());
        List<int> turned = [.. cycle[first..], .. cycle[..first], cycle[first]];
        problems.Add(new("cycle", "these revisions follow each other in a circle: "
            + string.Join(" after ", turned.Select(node => $"{_nodes[node].Id} ({_nodes[node].File})")))
        {
            Location = _nodes[cycle[first]].RevisesLocation,
        });
    }
}
