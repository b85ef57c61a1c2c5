using Segue.Revisions;

namespace Segue.Reports;

/// <summary>What is said of a revision beside its id.</summary>
public sealed class GraphMarks
{
    readonly HashSet<string> _heads;
    readonly HashSet<string> _current;
    readonly IReadOnlySet<string>? _applied;

    GraphMarks(HashSet<string> heads, HashSet<string> current, IReadOnlySet<string>? applied) => (_heads, _current, _applied) = (heads, current, applied);

    /// <summary>The marks of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="applied">The ids that are applied in the database that was asked; null: none was.</param>
    public static GraphMarks Of(RevisionGraph graph, IReadOnlySet<string>? applied = null) =>
        new(Ids(graph.Heads), applied is null ? [] : Ids(graph.Tips(applied)), applied);

    /// <summary><c>head</c>, <c>current</c>, <c>repeatable</c>.</summary>
    public IReadOnlyList<string> Words(RevisionHeader revision)
    {
        if (revision.IsRepeatable)
            return ["repeatable"];
        return (_heads.Contains(revision.Id), IsCurrent(revision)) switch
        {
            (true, true) => ["head", "current"],
            (true, false) => ["head"],
            (false, true) => ["current"],
            _ => [],
        };
    }

    /// <summary>Whether it is applied; null: no database was asked, or it runs whenever its text changed.</summary>
    public bool? IsApplied(RevisionHeader revision) => revision.IsRepeatable ? null : _applied?.Contains(revision.Id);

    /// <summary>Whether the database stands here: applied, and nothing applied stands on it.</summary>
    public bool IsCurrent(RevisionHeader revision) => _current.Contains(revision.Id);

    static HashSet<string> Ids(IEnumerable<RevisionHeader> headers) => headers.Select(header => header.Id).ToHashSet(StringComparer.Ordinal);
}
