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

    public static bool Knows(Project project, string id) => project.Graph.Repeatables.Any(header => header.Id == id);
}
