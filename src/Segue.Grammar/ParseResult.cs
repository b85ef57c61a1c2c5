using System.Collections.Immutable;

namespace Segue.Grammar;

/// <summary>The statements of a text, or why there are none: never both.</summary>
public sealed class ParseResult
{
    internal ParseResult(byte[] json, Positions positions) => (Json, Statements) = (json, StatementReader.Read(json, positions));

    internal ParseResult(GrammarError error) => Error = error;

    /// <summary>As PostgreSQL's code wrote it, in UTF-8.</summary>
    internal ReadOnlyMemory<byte> Json { get; }

    /// <summary>In the order of the text; empty when it holds comments and blanks alone, and when there is an error.</summary>
    public ImmutableArray<ParsedStatement> Statements { get; } = [];

    /// <summary>The first error. PostgreSQL stops there and gives no tree for what came before.</summary>
    public GrammarError? Error { get; }
}
