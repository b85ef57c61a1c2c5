namespace Segue.GraphCompare;

/// <summary>
/// A main line off which 500 branches of about ten revisions go, at most twenty at a time; nine in ten are merged back, the others stay heads,
/// and one revision in a hundred depends on one of the main line. The same every time.
/// </summary>
static class LargeGraph
{
    public const int Count = 10_000;
    public const int Branches = 500;
    const int MostAtATime = 20;

    public static IReadOnlyList<Node> Make()
    {
        var random = new Random(20);
        var nodes = new List<Node>(Count);
        var (main, begun, merged) = (0, 0, 0);
        // Of each open branch: its last revision.
        var open = new List<int>();
        List<int> line = [];
        while (nodes.Count < Count)
        {
            var (room, left) = (open.Count < MostAtATime, Branches - begun);
            if (main > 0 && room && left > 0 && random.Next(Count) < Branches * 1.5 || left > 0 && Count - nodes.Count <= left)
            {
                begun++;
                open.Add(Add([main]));
            }
            else if (open.Count > 0 && random.Next(20) == 0)
            {
                var at = random.Next(open.Count);
                // One in ten is left as it is.
                if (random.Next(10) > 0)
                {
                    main = Add([main, open[at]]);
                    line.Add(main);
                    merged++;
                }
                open.RemoveAt(at);
            }
            else if (open.Count > 0 && random.Next(2) == 0)
            {
                var at = random.Next(open.Count);
                open[at] = Add([open[at]], random.Next(50) == 0 && line.Count > 0 ? line[random.Next(line.Count)] : null);
            }
            else
            {
                main = Add(main == 0 ? [] : [main]);
                line.Add(main);
            }
        }
        return nodes;

        int Add(IReadOnlyList<int> parents, int? dependsOn = null)
        {
            nodes.Add(new(nodes.Count + 1, parents, dependsOn));
            return nodes.Count;
        }
    }
}
