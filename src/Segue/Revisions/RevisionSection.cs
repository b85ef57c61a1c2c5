namespace Segue.Revisions;

/// <summary>The parts of a revision file, in the order they must stand in.</summary>
public enum RevisionSection
{
    /// <summary>What applies the revision.</summary>
    Upgrade,

    /// <summary>What takes it back.</summary>
    Downgrade,

    /// <summary>Queries that must return no row, or true.</summary>
    Verify,

    /// <summary>What <c>segue run</c> does on demand.</summary>
    Run,
}
