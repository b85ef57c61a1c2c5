using Segue.Revisions;

namespace Segue.Running;

/// <summary>Files that were changed after their revision was applied.</summary>
public static class EditedFiles
{
    /// <summary>All of them, with the kind of the change.</summary>
    public static IEnumerable<(RevisionHeader File, ChecksumChange Change)> Of(Project project, AppliedSet applied)
    {
        foreach (var row in applied.Rows.Where(row => row.State == AppliedState.Applied))
        {
            if (project.Graph.Find(row.Revision.Id) is not { Checksum: { } now } header)
                continue;
            // Rules that changed since say nothing about the file.
            if (row.Revision.Checksum.Algorithm != now.Algorithm)
                continue;
            var change = Checksums.Compare(row.Revision.Checksum, now);
            if (change != ChecksumChange.Same)
                yield return (header, change);
        }
    }

    /// <summary>As problems.</summary>
    public static IReadOnlyList<Problem> Problems(IEnumerable<(RevisionHeader File, ChecksumChange Change)> edited) =>
    [
        .. edited.Select(edit => new Problem("edited", $"{edit.File.Id} was edited after it was applied: {Words(edit.Change)}") { Location = edit.File.IdLocation }),
    ];

    /// <summary>Refuses edits that are not accepted.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Checksum"/>, with all of them.</exception>
    public static void Refuse(Project project, AppliedSet applied, AcceptedEdits accepted) => Refuse(Of(project, applied), accepted);

    /// <summary>The same for the revisions of a path only.</summary>
    internal static void Refuse(Project project, AppliedSet applied, AcceptedEdits accepted, IReadOnlyList<RevisionHeader> path) =>
        Refuse(Of(project, applied).Where(edit => path.Contains(edit.File)), accepted);

    static void Refuse(IEnumerable<(RevisionHeader File, ChecksumChange Change)> edited, AcceptedEdits accepted)
    {
        var refused = Problems(edited.Where(edit => !IsAccepted(edit.Change, accepted)));
        if (refused.Count > 0)
        {
            throw new SegueException(Failure.Checksum, "Files of applied revisions were edited.")
            {
                Problems = refused,
                State = "nothing was done; the database has what the files said when they were applied",
                Next = "put the files back and write what should change into a new revision, or accept the edits with --accept-edits comments|all",
            };
        }
    }

    internal static IEnumerable<AppliedRevision> Accepted(Project project, AppliedSet applied, AcceptedEdits accepted) =>
        accepted == AcceptedEdits.None ? [] :
        [
            .. Of(project, applied).Where(edit => IsAccepted(edit.Change, accepted))
                .Select(edit => new AppliedRevision(edit.File.Id, edit.File.Checksum!, edit.File.Title)),
        ];

    /// <summary>Whether an edit of this kind is among those that are accepted.</summary>
    public static bool IsAccepted(ChecksumChange change, AcceptedEdits accepted) => accepted switch
    {
        AcceptedEdits.All => true,
        AcceptedEdits.Comments => change == ChecksumChange.CommentsOnly,
        _ => false,
    };

    static string Words(ChecksumChange change) => change == ChecksumChange.CommentsOnly ? "comments or white space only" : "its SQL changed";
}
