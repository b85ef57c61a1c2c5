namespace Segue.Grammar;

/// <summary>What a token is to PostgreSQL's lexer.</summary>
public enum GrammarTokenKind
{
    /// <summary>An operator or a punctuation mark.</summary>
    Symbol,

    /// <summary>A word of the language, reserved or not. Many of them may also be names.</summary>
    Keyword,

    /// <summary>A name, quoted or not.</summary>
    Identifier,

    /// <summary>A literal in quotes or dollar quotes, or of bits.</summary>
    Literal,

    /// <summary>An integer or decimal literal.</summary>
    Number,

    /// <summary><c>$1</c></summary>
    Parameter,

    /// <summary>A comment to the end of the line or between <c>/*</c> and <c>*/</c>.</summary>
    Comment,
}
