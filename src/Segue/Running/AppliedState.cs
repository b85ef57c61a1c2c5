namespace Segue.Running;

/// <summary>How far a revision of the applied set is.</summary>
public enum AppliedState
{
    /// <summary>Wholly applied.</summary>
    Applied,

    /// <summary>Half way in: the next upgrade resumes it.</summary>
    Applying,

    /// <summary>Half way out: the next downgrade resumes it.</summary>
    Reverting,
}
