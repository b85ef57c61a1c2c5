namespace Segue.Sql;

/// <summary>A stretch of SQL as PostgreSQL's lexer sees it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">0-based, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units, never 0.</param>
/// <param name="IsUnterminated">A quote or comment that the end of the text cut off.</param>
public readonly record struct Token(TokenKind Kind, int Start, int Length, bool IsUnterminated = false)
{
    /// <summary>The first character after it.</summary>
    public int End => Start + Length;

    /// <summary>Blanks and comments: what the server does not see.</summary>
    public bool IsTrivia => Kind <= TokenKind.BlockComment;
}
