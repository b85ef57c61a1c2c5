using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Revisions of tools that know no branches: each one revises the one before it.</summary>
static class Chain
{
    /// <summary>The same headers, each with its parent; repeatable ones stay out of it.</summary>
    /// <param name="headers">In the tool's order.</param>
    public static IReadOnlyList<RevisionHeader> Of(IEnumerable<RevisionHeader> headers)
    {
        var chain = new List<RevisionHeader>();
        string? last = null;
        foreach (var header in headers)
        {
            // Two of one name are reported where the graph is made: a ring of one would only be said beside it.
            chain.Add(header.IsRepeatable || last is null || last == header.Id ? header : header with { Revises = [last] });
            if (!header.IsRepeatable)
                last = header.Id;
        }
        return chain;
    }
}
