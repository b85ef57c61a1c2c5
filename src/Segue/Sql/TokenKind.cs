namespace Segue.Sql;

/// <summary>What a stretch of SQL is to PostgreSQL's lexer (manual, 4.1).</summary>
public enum TokenKind
{
    /// <summary>Blanks and line ends; a byte order mark at the very start counts as one.</summary>
    Blank,

    /// <summary><c>-- ...</c>, without its line end.</summary>
    LineComment,

    /// <summary><c>/* ... */</c>, others nested in it.</summary>
    BlockComment,

    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary><c>"..."</c> or <c>U&amp;"..."</c>.</summary>
    QuotedName,

    /// <summary>
    /// <c>'...'</c>, with <c>E</c>, <c>U&amp;</c>, <c>B</c> or <c>X</c> before it, and all parts that continue it on later lines.
    /// </summary>
    Literal,

    /// <summary><c>$tag$ ... $tag$</c>.</summary>
    DollarLiteral,

    /// <summary><c>$1</c>.</summary>
    Parameter,

    /// <summary>An integer or decimal number in any base.</summary>
    Number,

    /// <summary>A run of operator characters as PostgreSQL cuts it.</summary>
    Operator,

    /// <summary>One character, or <c>::</c>, <c>:=</c>, <c>..</c>: punctuation, and whatever PostgreSQL has no rule for.</summary>
    Symbol,

    /// <summary>Segue's own: <c>${name}</c> or <c>${name:form}</c>, which PostgreSQL would refuse.</summary>
    Placeholder,
}
