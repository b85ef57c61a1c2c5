namespace Segue.Revisions;

/// <summary>Which section of a revision a step comes from.</summary>
public enum Direction
{
    /// <summary>The upgrade section: the revision enters the applied set.</summary>
    Up,

    /// <summary>The downgrade section: the revision leaves the applied set.</summary>
    Down,

    /// <summary>The run section, on demand: the applied set stays as it is.</summary>
    Run,
}
