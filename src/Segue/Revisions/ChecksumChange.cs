namespace Segue.Revisions;

/// <summary>How a text differs from what was applied.</summary>
public enum ChecksumChange
{
    /// <summary>Not at all, or in byte order mark, line ends and trailing blanks only.</summary>
    Same,

    /// <summary>In comments and white space: the database would receive the same.</summary>
    CommentsOnly,

    /// <summary>In what the database receives, or in a directive that changes what is done.</summary>
    Sql,
}
