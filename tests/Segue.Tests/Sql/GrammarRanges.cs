using Segue.Grammar;
using Segue.Sql;

namespace Segue.Tests.Sql;

/// <summary>The statements of a text as PostgreSQL's own parser cuts them.</summary>
static class GrammarRanges
{
    /// <summary>The parser reads C strings and UTF-8, and knows neither psql's lines nor rows.</summary>
    public static bool CanParse(string text) => IsText(text) && PgGrammar.Parse(text) is { Error: null, Statements.Length: > 0 };

    /// <summary>What the splitter does otherwise; null: nothing, or the parser refuses the text.</summary>
    public static string? Differ(string text)
    {
        if (!IsText(text) || PgGrammar.Parse(text) is not { Error: null } parsed)
            return null;
        var expected = parsed.Statements.Select(statement => (statement.Start, Text: Trimmed(text.Substring(statement.Start, statement.Length)))).ToList();
        var pieces = StatementSplitter.Split(text);
        if (pieces.Any(piece => piece.Kind == PieceKind.CopyData))
            return null;
        var actual = pieces.Where(piece => piece.Kind == PieceKind.Statement)
            .Select(piece => (piece.Start, Text: piece.ContentIn(text).ToString())).ToList();
        return expected.SequenceEqual(actual) ? null : $"grammar:  {string.Join(" | ", expected)}\nsplitter: {string.Join(" | ", actual)}";
    }

    static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal) && !text.Any(char.IsSurrogate);

    /// <summary>The parser ends a statement at its semicolon, the splitter at its last token.</summary>
    static string Trimmed(string statement)
    {
        var lexer = new Lexer(statement);
        var end = 0;
        while (lexer.ReadSignificant())
            end = lexer.Current.End;
        return statement[..end];
    }
}
