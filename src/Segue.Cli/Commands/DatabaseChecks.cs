using Segue.Cli.Connections;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Cli.Commands;

/// <summary>The part of <c>check</c> that looks into a database.</summary>
static class DatabaseChecks
{
    public static async Task<IEnumerable<CheckResult>> RunAsync(
        Call call, ConnectionChoice connection, Project project, IReadOnlyList<RevisionFile> files, CancellationToken cancellationToken)
    {
        await using var database = new Database(connection.ConnectionString, new Identifier(call.Workspace.Settings.Schema));
        await using var session = await database.OpenAsync(cancellationToken);
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
        return
        [
            new("edited files", Failure.Checksum, [.. Edited(files, applied, call.Workspace.Settings.Policy.AcceptEdits)]),
            new("half way", Failure.HalfWay, HalfWay(applied)),
            new("pending", Failure.Pending, [.. project.Graph.UpgradePath(applied.Ids, RevisionTarget.Heads).Select(Pending)]),
        ];
    }

    static IEnumerable<Problem> Edited(IReadOnlyList<RevisionFile> files, AppliedSet applied, AcceptedEdits accepted)
    {
        var edits = files
            .Select(file => (file.Header, Row: applied.Find(file.Header.Id), file.Checksum))
            .Where(edit => edit.Row is { State: AppliedState.Applied } && edit.Row.Revision.Checksum.Algorithm == edit.Checksum.Algorithm)
            .Select(edit => (edit.Header, Change: Checksums.Compare(edit.Row!.Revision.Checksum, edit.Checksum)))
            .Where(edit => edit.Change is not ChecksumChange.Same && accepted is not AcceptedEdits.All)
            .Where(edit => accepted is AcceptedEdits.None || edit.Change is not ChecksumChange.CommentsOnly);
        return EditedFiles.Problems(edits);
    }

    static Problem[] HalfWay(AppliedSet applied) => applied.HalfWay is not { } row
        ? []
        : [new("half-way", $"{row.Revision.Id} is half way") { Remedy = $"segue {(row.State is AppliedState.Applying ? "upgrade" : "downgrade")} resumes it" }];

    static Problem Pending(RevisionHeader header) => new("pending", $"{header.Id} is not applied") { Location = header.IdLocation };
}
