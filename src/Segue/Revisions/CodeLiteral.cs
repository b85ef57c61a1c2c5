using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Finds the string that a call was given, so that what the server says of its SQL has a place in the file.</summary>
static class CodeLiteral
{
    /// <summary>The text with its places in the file; where it was not written as one string there, all of it stands at the call.</summary>
    /// <param name="text">What the call was given.</param>
    /// <param name="code">The C# file.</param>
    /// <param name="line">Of the call's opening parenthesis, 1-based.</param>
    public static SourceText Find(string text, SourceText code, int line)
    {
        var lexer = new CSharpLexer(code.Text);
        var afterParenthesis = false;
        while (lexer.ReadSignificant())
        {
            var at = code.LocationOf(lexer.Start);
            if (at.Line > line + 1)
                break;
            if (afterParenthesis && at.Line >= line && lexer.Kind == CSharpLexer.Piece.Literal && Read(code, lexer.Start, lexer.End) is { } literal
                && (literal.HasHoles || literal.Value.ReplaceLineEndings("\n") == text.ReplaceLineEndings("\n")))
            {
                return new(text, literal.Start, literal.Indent);
            }
            afterParenthesis = lexer.Kind == CSharpLexer.Piece.Symbol && code.Text[lexer.Start] == '(';
        }
        return new(text, new SourceLocation(code.File, line, 1));
    }

    static (string Value, SourceLocation Start, int Indent, bool HasHoles)? Read(SourceText code, int start, int end)
    {
        var literal = code.Text.AsSpan(start, end - start);
        var quote = literal.IndexOf('"');
        if (quote < 0)
            return null;
        var hasHoles = literal[..quote].Contains('$');
        var isVerbatim = literal[..quote].Contains('@');
        var quotes = literal[quote..].IndexOfAnyExcept('"');
        if (quotes < 3 || isVerbatim)
            return literal.Length < quote + 2 ? null : (literal[(quote + 1)..^1].ToString(), code.LocationOf(start + quote + 1), 0, hasHoles);
        var inner = literal[(quote + quotes)..^quotes];
        var first = inner.IndexOf('\n');
        if (first < 0)
            return (inner.ToString(), code.LocationOf(start + quote + quotes), 0, hasHoles);
        // The closing quotes' line says how far all lines are set in.
        var last = inner.LastIndexOf('\n');
        var indent = inner.Length - last - 1;
        var lines = first == last ? [] : inner[(first + 1)..last].ToString().Split('\n').Select(one => one.Length >= indent ? one[indent..] : one.TrimStart());
        var at = code.LocationOf(start + quote + quotes + first + 1);
        return (string.Join('\n', lines).TrimEnd('\r'), at with { Column = indent + 1 }, indent, hasHoles);
    }
}
