namespace Segue.Authoring;

/// <summary>How new revisions get their ids.</summary>
public enum RevisionIds
{
    /// <summary>The next number and the message: <c>012_add_x</c>.</summary>
    Sequential,

    /// <summary>Twelve hexadecimal digits: two people who write at the same time cannot take the same one.</summary>
    Random,
}
