using Segue.Revisions;

namespace Segue.Running;

/// <summary>Repeatable revisions (views, functions): no part of the graph, run after a plan that leads to the heads whenever their text changed.</summary>
static class Repeatable
{
    /// <summary>Those whose tokens are not what was last applied, in the order of their files.</summary>
    public static IEnumerable<RevisionHeader> Due(Project project, AppliedSet applied, RevisionTarget target) =>
        target == RevisionTarget.Head || target == RevisionTarget.Heads
            ? project.Graph.Repeatables.Where(header => applied.Find(header.Id) is not { State: AppliedState.Applied } row
                || row.Revision.Checksum.Tokens != header.Checksum?.Tokens)
            : [];

    /// <summary>Those that are applied, the last file first: what a way back to the base takes back before the revisions they may use.</summary>
    public static IEnumerable<RevisionHeader> Leaving(Project project, AppliedSet applied) =>
        project.Graph.Repeatables.Reverse().Where(header => applied.Ids.Contains(header.Id) || applied.HalfWay?.Revision.Id == header.Id);

    /// <summary>Rows of those whose files are gone. Nothing stands on them: they are in nobody's way, and a stamp takes them out.</summary>
    public static IEnumerable<AppliedRow> Gone(Project project, AppliedSet applied) =>
        applied.Rows.Where(row => row.Revision.IsRepeatable && !Knows(project, row.Revision.Id));

    public static bool Knows(Project project, string id) => project.Graph.Repeatables.Any(header => header.Id == id);
}
