using Segue.Cli.Output;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli;

/// <summary>From what a person typed to revisions, the same for every verb. A database is opened only where the answer depends on what is applied.</summary>
static class Naming
{
    extension(Call call)
    {
        /// <summary>The one revision named so; never a repeatable one.</summary>
        public async Task<RevisionHeader> ResolveAsync(Project project, string text, CancellationToken cancellationToken)
        {
            var target = RevisionTarget.Parse(text);
            return project.Graph.Resolve(target, await call.AppliedAsync(project, target.NeedsApplied, cancellationToken));
        }

        /// <summary>All revisions named so: several for <c>heads</c> and <c>current</c>, none for <c>base</c>.</summary>
        public async Task<IReadOnlyList<RevisionHeader>> ResolveAllAsync(Project project, string text, CancellationToken cancellationToken)
        {
            var target = RevisionTarget.Parse(text);
            return project.Graph.ResolveAll(target, await call.AppliedAsync(project, target.NeedsApplied, cancellationToken));
        }

        /// <summary>The one file named so, also that of a repeatable revision.</summary>
        public async Task<RevisionHeader> ResolveFileAsync(Project project, string text, CancellationToken cancellationToken) =>
            project.Graph.Repeatables.FirstOrDefault(one => one.Id == text) ?? await call.ResolveAsync(project, text, cancellationToken);

        /// <summary>The ids that are applied; null where they are not needed.</summary>
        public async Task<IReadOnlySet<string>?> AppliedAsync(Project project, bool needed, CancellationToken cancellationToken) =>
            needed ? (await call.AppliedSetAsync(project, cancellationToken)).Ids : null;

        /// <summary>What is applied.</summary>
        public async Task<AppliedSet> AppliedSetAsync(Project project, CancellationToken cancellationToken)
        {
            await using var database = await call.DatabaseAsync(cancellationToken);
            await using var session = await database.OpenAsync(cancellationToken);
            return await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
        }

        /// <summary>Says what the database has without a file here, and the way out.</summary>
        public void WarnOfOrphans(Project project, AppliedSet applied)
        {
            foreach (var problem in Orphans.Problems(project, applied))
                call.Terminal.Message(MessageKind.Warning, problem.ToString());
        }
    }
}
