namespace Segue.Grammar;

/// <summary>Why there is no tree.</summary>
public enum GrammarErrorKind
{
    /// <summary>PostgreSQL's grammar refuses the text. The message is PostgreSQL's own.</summary>
    Syntax,

    /// <summary>The text cannot be sent to any PostgreSQL: a NUL character, half of a surrogate pair.</summary>
    Input,

    /// <summary>Nested more deeply than a stack of 64 MiB allows, about ten thousand levels; PostgreSQL's default limit is below that.</summary>
    TooDeep,

    /// <summary>The parser gave up on this text: out of memory, or a failed assertion of its own. Says nothing about the text.</summary>
    Failure,
}
