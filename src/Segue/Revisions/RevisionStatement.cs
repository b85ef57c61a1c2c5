using Segue.Sql;

namespace Segue.Revisions;

/// <summary>A statement of a revision file with what its author said about it.</summary>
/// <param name="Statement">As it is sent: placeholders filled in.</param>
/// <param name="Directives">What stands in directives before it.</param>
public sealed record RevisionStatement(Statement Statement, StatementDirectives Directives)
{
    /// <summary>Longer than this, in characters, a statement is not given to the grammar.</summary>
    public const int LongestParsed = 16 * 1024 * 1024;

    /// <summary>Too long for the grammar: what it does is not known, and whoever shows it says so.</summary>
    public bool IsLexedOnly => Statement.Text.Length > LongestParsed;

    /// <summary>What the grammar says of it. Asked when first wanted.</summary>
    public StatementTraits Traits => field ??= StatementTraits.Of(this);

    /// <summary>The statement in one line. Made when first wanted.</summary>
    internal string InOneLine => field ??= Summary.Of(Statement);
}
