using Segue.Cli.Connections;
using Segue.Revisions;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>The part of <c>check</c> that looks into a database.</summary>
static class DatabaseChecks
{
    public static async Task<IEnumerable<CheckResult>> RunAsync(
        Call call, ConnectionChoice connection, Project project, CancellationToken cancellationToken)
    {
        await using var database = await call.DatabaseAsync(connection.ConnectionString, cancellationToken);
        var overview = await Overview.ReadAsync(project, database, cancellationToken);
        var accepted = call.Workspace.Settings.Policy.AcceptEdits;
        return
        [
            new("orphans", Failure.Graph, [.. overview.Orphans.Select(Orphan)]),
            new("edited files", Failure.Checksum, EditedFiles.Problems(overview.Edited.Where(edit => !EditedFiles.IsAccepted(edit.Change, accepted)))),
            new("half way", Failure.HalfWay, HalfWay.Problem(overview.Applied) is { } halfWay ? [halfWay] : []),
            new("pending", Failure.Pending, [.. overview.Pending.Select(header => Pending(header, overview.Gaps.Contains(header)))]),
        ];
    }

    static Problem Orphan(AppliedRow row) => new("orphan", $"{row.Revision.Id} ({row.Revision.Title}) is applied and has no file here")
    {
        Remedy = "check out the version of the project that has it, or forget it: segue stamp --purge, with all that is applied",
    };

    static Problem Pending(RevisionHeader header, bool isGap) => new("pending", $"{header.Id} is not applied{(isGap ? ", and what stands on it is" : "")}") { Location = header.IdLocation };
}
