namespace Segue.Sql;

/// <summary>Quoted names and literals, with the parts that continue a literal on later lines (manual, 4.1.2.1).</summary>
static class LexerQuotes
{
    public static Token Name(ReadOnlySpan<char> rest, int start, int quote)
    {
        var end = EndOfPart(rest, quote, '"', backslashes: false, doubling: true);
        return new(TokenKind.QuotedName, start, end < 0 ? rest.Length : end, end < 0);
    }

    public static Token Literal(ReadOnlySpan<char> rest, int start, int quote, bool backslashes, bool doubling)
    {
        while (true)
        {
            var end = EndOfPart(rest, quote, '\'', backslashes, doubling);
            if (end < 0)
                return new(TokenKind.Literal, start, rest.Length, IsUnterminated: true);
            var next = end + LengthToContinuation(rest[end..]);
            if (next == end)
                return new(TokenKind.Literal, start, end);
            quote = next;
        }
    }

    /// <summary>The place after the closing quote, or -1.</summary>
    static int EndOfPart(ReadOnlySpan<char> rest, int quote, char mark, bool backslashes, bool doubling)
    {
        var at = quote + 1;
        while (true)
        {
            var found = backslashes ? rest[at..].IndexOfAny(mark, '\\') : rest[at..].IndexOf(mark);
            if (found < 0)
                return -1;
            at += found + 1;
            if (rest[at - 1] == '\\')
            {
                if (at >= rest.Length)
                    return -1;
                at++;
            }
            else if (doubling && at < rest.Length && rest[at] == mark)
            {
                at++;
            }
            else
            {
                return at;
            }
        }
    }

    /// <summary>
    /// How far the quote is that goes on with the literal: only blanks and line comments between, and a line end. 0: there is none.
    /// </summary>
    static int LengthToContinuation(ReadOnlySpan<char> rest)
    {
        var at = 0;
        var lineEnds = false;
        while (at < rest.Length)
        {
            var c = rest[at];
            if (c == '\'')
                return lineEnds ? at : 0;
            if (Lexer.IsBlank(c))
            {
                lineEnds |= c is '\r' or '\n';
                at++;
            }
            else if (c == '-' && at + 1 < rest.Length && rest[at + 1] == '-')
            {
                at += Lexer.LengthOfLine(rest[at..]);
            }
            else
            {
                return 0;
            }
        }
        return 0;
    }
}
