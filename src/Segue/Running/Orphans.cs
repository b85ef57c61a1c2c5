using Segue.Revisions;

namespace Segue.Running;

/// <summary>Applied revisions whose files are not there: an older checkout, or a branch that was never merged.</summary>
public static class Orphans
{
    /// <summary>All of them.</summary>
    public static IEnumerable<AppliedRow> Of(Project project, AppliedSet applied) =>
        applied.Rows.Where(row => project.Graph.Find(row.Revision.Id) is null && !Repeatable.Knows(project, row.Revision.Id));

    internal static void Refuse(Project project, AppliedSet applied)
    {
        var orphans = Of(project, applied).ToList();
        if (orphans.Count > 0)
        {
            throw new SegueException(Failure.Graph, "The database has revisions that these files do not know; what is pending may belong after them.")
            {
                Problems = [.. orphans.Select(row => new Problem("orphan", $"{row.Revision.Id} ({row.Revision.Title}), applied {row.AppliedAt:u} by {row.AppliedBy}"))],
                State = "nothing was done",
                Next = "check out the version of the project that has them",
            };
        }
    }
}
