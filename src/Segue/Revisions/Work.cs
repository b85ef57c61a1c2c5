using Segue.Sessions;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>What a step does. The runner is one switch over these.</summary>
public abstract record Work
{
    Work()
    {
    }

    /// <summary>A statement, sent word for word.</summary>
    /// <param name="Statement">What is sent.</param>
    public sealed record Sql(Statement Statement) : Work
    {
        /// <summary>Sets something for the session (SET, set_config): done again when a later part of the revision is resumed.</summary>
        public bool SetsSession { get; init; }

        /// <summary>May set something for the session or run code that does. What cannot (plain DDL, while there is no event trigger) needs no resetting after it.</summary>
        public bool MaySet { get; init; } = true;

        /// <summary>Its rows are for the user: what a run section selects.</summary>
        public bool ShowsRows { get; init; }

        /// <summary>Waits for others in its own way (CONCURRENTLY): no <c>lock_timeout</c>, a watchdog instead.</summary>
        public bool WaitsForOthers { get; init; }
    }

    /// <summary>Rows from a file, streamed into <c>COPY ... FROM STDIN</c>.</summary>
    /// <param name="Copy">The COPY statement; its format is the file's.</param>
    /// <param name="File">The file, absolute.</param>
    public sealed record Load(Statement Copy, string File) : Work;

    /// <summary>Rows into a file, as <c>COPY ... TO STDOUT</c> sends them: whole or not at all. The file stays when the transaction is rolled back.</summary>
    /// <param name="Copy">The COPY statement; its format is the file's.</param>
    /// <param name="File">The file, absolute; replaced if it is there.</param>
    public sealed record Unload(Statement Copy, string File) : Work;

    /// <summary>Code of a C# revision: what it does cannot be foreseen. It is done again from its beginning when its transaction is.</summary>
    /// <param name="Revision">The file it stands in; its checksum stands for what the code says.</param>
    /// <param name="Number">Its place among the code of its section, from 1.</param>
    /// <param name="Do">Given the session, in the middle of the step's transaction.</param>
    public sealed record Code(RevisionHeader Revision, int Number, Func<Session, CancellationToken, Task> Do) : Work;

    /// <summary>A query that must return no row, or a single <c>true</c>; anything else stops the transaction it stands in.</summary>
    public sealed record Verify(Statement Query) : Work;

    /// <summary>The revision enters the applied set.</summary>
    /// <param name="Revision">With the checksums that are stored beside it.</param>
    public sealed record Enter(AppliedRevision Revision) : Work;

    /// <summary>The revision leaves the applied set.</summary>
    public sealed record Leave : Work;
}
