namespace Segue;

/// <summary>Why the work stopped. The numbers are the exit codes of the command line tool and part of its interface.</summary>
public enum Failure
{
    /// <summary>Anything without a code of its own: the server refused a statement, a file cannot be read.</summary>
    Error = 1,

    /// <summary>The command, an option, a setting or a revision file cannot be understood.</summary>
    Usage = 2,

    /// <summary><c>check</c>: there are revisions that are not applied.</summary>
    Pending = 3,

    /// <summary>The database is not as the last run left it.</summary>
    Drift = 4,

    /// <summary>A policy or a lint rule forbids it.</summary>
    Policy = 5,

    /// <summary>An approval is missing.</summary>
    ApprovalMissing = 6,

    /// <summary>A lock (of a table, or the one that lets a single runner in) was not obtained in time.</summary>
    LockNotObtained = 7,

    /// <summary>The revisions do not make a graph that can be followed: unknown parent, cycle, several heads where one is needed.</summary>
    Graph = 8,

    /// <summary>The file of an applied revision was edited.</summary>
    Checksum = 9,

    /// <summary>A revision is applied in part; the next <c>upgrade</c> resumes it.</summary>
    HalfWay = 10,

    /// <summary>Cancelled by the user or by a signal.</summary>
    Cancelled = 130,
}
