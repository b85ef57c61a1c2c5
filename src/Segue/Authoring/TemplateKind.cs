namespace Segue.Authoring;

/// <summary>Which template a new revision is made from.</summary>
public enum TemplateKind
{
    /// <summary>A revision with one parent, or a base: <c>revision.sql</c>.</summary>
    Revision,

    /// <summary>A revision with several parents: <c>merge.sql</c>.</summary>
    Merge,

    /// <summary>A repeatable revision: <c>repeatable.sql</c>.</summary>
    Repeatable,
}
