namespace Segue.Running;

/// <summary>Which edits of the files of applied revisions are accepted; accepted ones are written into the journal and not reported again.</summary>
public enum AcceptedEdits
{
    /// <summary>None: any edit stops the run with exit code 9.</summary>
    None,

    /// <summary>Those that change comments or white space only.</summary>
    Comments,

    /// <summary>All; the database keeps what the old text made of it.</summary>
    All,
}
