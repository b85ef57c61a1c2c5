using Segue.Revisions;

namespace Segue.Running;

/// <summary>Applied revisions whose files are not there: an older checkout, or a branch that was never merged.</summary>
public static class Orphans
{
    const string WayOut = "check out the version of the project that has them; if they are of another project, give this one a name of its own (\"project\" in segue.json, "
        + "SEGUE__PROJECT); or forget them: segue stamp --purge, with all that is applied";

    /// <summary>All of them.</summary>
    public static IEnumerable<AppliedRow> Of(Project project, AppliedSet applied) =>
        applied.Rows.Where(row => project.Graph.Find(row.Revision.Id) is null && !row.Revision.IsRepeatable && !Repeatable.Knows(project, row.Revision.Id));

    /// <summary>The same as what a user can repair, the last with the ways out; none: there are no orphans.</summary>
    public static IReadOnlyList<Problem> Problems(Project project, AppliedSet applied)
    {
        var problems = Of(project, applied).Select(AsProblem).ToList();
        if (problems.Count > 0)
            problems[^1] = problems[^1] with { Remedy = WayOut };
        return problems;
    }

    internal static void Refuse(Project project, AppliedSet applied) => Refuse(Of(project, applied));

    internal static void Refuse(IEnumerable<AppliedRow> orphans)
    {
        var rows = orphans.ToList();
        if (rows.Count > 0)
        {
            throw new SegueException(Failure.Graph, "The database has revisions that these files do not know; what they stand on and what follows them cannot be told.")
            {
                Problems = [.. rows.Select(AsProblem)],
                State = "nothing was done",
                Next = WayOut,
            };
        }
    }

    static Problem AsProblem(AppliedRow row) => new("orphan", $"{row.Revision.Id} ({row.Revision.Title}), applied {row.AppliedAt:u} by {row.AppliedBy}, has no file here");
}
