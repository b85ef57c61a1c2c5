namespace Segue.Revisions;

/// <summary>All revision files of a project, as far as their headers.</summary>
public sealed class RevisionListing
{
    readonly List<Problem> _problems;
    readonly Lazy<RevisionGraph> _graph;

    internal RevisionListing(IReadOnlyList<RevisionHeader> headers, List<Problem> problems)
    {
        Headers = headers;
        _problems = problems;
        _graph = new(() => RevisionGraph.Of(Headers, _problems));
    }

    /// <summary>In the order of the folders and, in a folder, of the names (ordinal).</summary>
    public IReadOnlyList<RevisionHeader> Headers { get; }

    /// <summary>Made when first asked for.</summary>
    public RevisionGraph Graph => _graph.Value;

    /// <summary>All that is wrong with the headers and with the graph.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            _ = Graph;
            return _problems;
        }
    }
}
