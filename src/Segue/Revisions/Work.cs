using Segue.Sql;

namespace Segue.Revisions;

/// <summary>What a step does. The runner is one switch over these.</summary>
public abstract record Work
{
    Work()
    {
    }

    /// <summary>A statement, sent word for word.</summary>
    public sealed record Sql(Statement Statement) : Work;

    /// <summary>A query that must return no row, or a single <c>true</c>; anything else stops the transaction it stands in.</summary>
    public sealed record Verify(Statement Query) : Work;

    /// <summary>Writes the applied set: the revision enters it.</summary>
    /// <param name="Revision">With the checksums that are stored beside it.</param>
    public sealed record Enter(AppliedRevision Revision) : Work;

    /// <summary>Writes the applied set: the revision leaves it.</summary>
    /// <param name="Revision">The id.</param>
    public sealed record Leave(string Revision) : Work;
}
