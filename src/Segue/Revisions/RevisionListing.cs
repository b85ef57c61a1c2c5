namespace Segue.Revisions;

/// <summary>All revision files of a project, as far as their headers.</summary>
public sealed class RevisionListing
{
    readonly List<Problem> _problems;
    readonly Lazy<IReadOnlyList<RevisionHeader>> _headers;
    readonly Lazy<RevisionGraph> _graph;

    internal RevisionListing(Func<IReadOnlyList<RevisionHeader>> headers, List<Problem> problems)
    {
        _problems = problems;
        _headers = new(headers);
        _graph = new(() => RevisionGraph.Of(Headers, _problems));
    }

    internal RevisionListing(IReadOnlyList<RevisionHeader> headers, RevisionGraph graph, List<Problem> problems)
    {
        _problems = problems;
        _headers = new(headers);
        _graph = new(graph);
    }

    /// <summary>In the order of the folders and, in a folder, of the names (ordinal).</summary>
    public IReadOnlyList<RevisionHeader> Headers => _headers.Value;

    /// <summary>Made when first asked for.</summary>
    public RevisionGraph Graph => _graph.Value;

    /// <summary>Known where an index was used and there is no problem; else null.</summary>
    public RevisionSummary? Summary { get; internal init; }

    /// <summary>All that is wrong with the headers and with the graph.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            // A summary is made only of a listing without problems: no need to look again.
            if (Summary is null)
                _ = Graph;
            return _problems;
        }
    }
}
