using System.Buffers;

namespace Segue.Sql;

/// <summary>
/// Cuts SQL into tokens by PostgreSQL's own lexical rules (scan.l of version 18, <c>standard_conforming_strings</c> on).
/// Every character belongs to exactly one token and nothing is ever refused.
/// </summary>
public ref struct Lexer
{
    static readonly SearchValues<char> OperatorCharacters = SearchValues.Create("~!@#^&|`?+-*/%<>=");

    // An operator may end in + or - only if one of these stands in it (manual, 4.1.3), so that "a=-1" is three tokens.
    static readonly SearchValues<char> OperatorCharactersThatAllowSigns = SearchValues.Create("~!@#^&|`?%");

    readonly ReadOnlySpan<char> _text;

    /// <summary>Starts before the first token.</summary>
    public Lexer(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The token read last.</summary>
    public Token Current { get; private set; }

    /// <summary>Where the next token starts; set it to go back or to skip.</summary>
    public int Position { get; set; }

    /// <summary>Reads the next token; false at the end.</summary>
    public bool Read()
    {
        if (Position >= _text.Length)
            return false;
        Current = Next(_text[Position..], Position);
        Position = Current.End;
        return true;
    }

    /// <summary>Reads the next token that the server sees; false at the end.</summary>
    public bool ReadSignificant()
    {
        while (Read())
        {
            if (!Current.IsTrivia)
                return true;
        }
        return false;
    }

    static Token Next(ReadOnlySpan<char> rest, int start)
    {
        var first = rest[0];
        var second = rest.Length > 1 ? rest[1] : '\0';
        if (IsBlank(first) || (first == '\uFEFF' && start == 0))
            return new(TokenKind.Blank, start, 1 + LengthOfBlanks(rest[1..]));
        if (first == '-' && second == '-')
            return new(TokenKind.LineComment, start, LengthOfLine(rest));
        if (first == '/' && second == '*')
            return BlockComment(rest, start);
        if (first == '\'')
            return LexerQuotes.Literal(rest, start, 0, backslashes: false, doubling: true);
        if (first == '"')
            return LexerQuotes.Name(rest, start, 0);
        if (second == '\'' && first is 'e' or 'E')
            return LexerQuotes.Literal(rest, start, 1, backslashes: true, doubling: true);
        if (second == '\'' && first is 'b' or 'B' or 'x' or 'X')
            return LexerQuotes.Literal(rest, start, 1, backslashes: false, doubling: false);
        if (first is 'u' or 'U' && second == '&' && rest.Length > 2 && rest[2] is '\'' or '"')
        {
            return rest[2] == '"'
                ? LexerQuotes.Name(rest, start, 2)
                : LexerQuotes.Literal(rest, start, 2, backslashes: false, doubling: true);
        }
        if (IsWordStart(first))
            return new(TokenKind.Word, start, LengthOfWord(rest));
        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(second)))
            return new(TokenKind.Number, start, LexerNumbers.Length(rest));
        if (first == '$')
            return Dollar(rest, start);
        if (OperatorCharacters.Contains(first))
            return Operator(rest, start);
        return new(TokenKind.Symbol, start, (first, second) is (':', ':' or '=') or ('.', '.') ? 2 : 1);
    }

    static Token BlockComment(ReadOnlySpan<char> rest, int start)
    {
        var depth = 1;
        var at = 2;
        while (true)
        {
            var found = rest[at..].IndexOfAny('*', '/');
            if (found < 0 || at + found + 1 >= rest.Length)
                return new(TokenKind.BlockComment, start, rest.Length, IsUnterminated: true);
            at += found;
            if (rest[at] == '/' && rest[at + 1] == '*')
            {
                depth++;
                at += 2;
            }
            else if (rest[at] == '*' && rest[at + 1] == '/')
            {
                at += 2;
                if (--depth == 0)
                    return new(TokenKind.BlockComment, start, at);
            }
            else
            {
                at++;
            }
        }
    }

    static Token Dollar(ReadOnlySpan<char> rest, int start)
    {
        var placeholder = LengthOfPlaceholder(rest);
        if (placeholder > 0)
            return new(TokenKind.Placeholder, start, placeholder);
        var digits = 1;
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
            digits++;
        if (digits > 1)
            return new(TokenKind.Parameter, start, digits);
        var tag = 1;
        while (tag < rest.Length && rest[tag] != '$' && (IsWordStart(rest[tag]) || (tag > 1 && char.IsAsciiDigit(rest[tag]))))
            tag++;
        if (tag >= rest.Length || rest[tag] != '$')
            return new(TokenKind.Symbol, start, 1);
        var quote = rest[..(tag + 1)];
        var end = rest[quote.Length..].IndexOf(quote, StringComparison.Ordinal);
        return end < 0
            ? new(TokenKind.DollarLiteral, start, rest.Length, IsUnterminated: true)
            : new(TokenKind.DollarLiteral, start, quote.Length + end + quote.Length);
    }

    static Token Operator(ReadOnlySpan<char> rest, int start)
    {
        var length = rest.IndexOfAnyExcept(OperatorCharacters);
        if (length < 0)
            length = rest.Length;
        var run = rest[..length];
        for (var at = 1; at < length - 1; at++)
        {
            if ((run[at], run[at + 1]) is ('-', '-') or ('/', '*'))
            {
                length = at;
                break;
            }
        }
        while (length > 1 && run[length - 1] is '+' or '-' && !run[..(length - 1)].ContainsAny(OperatorCharactersThatAllowSigns))
            length--;
        return new(TokenKind.Operator, start, length);
    }

    static int LengthOfPlaceholder(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 4 || rest[1] != '{')
            return 0;
        var end = rest.IndexOfAny('}', '\r', '\n');
        return end > 2 && rest[end] == '}' ? end + 1 : 0;
    }

    static int LengthOfWord(ReadOnlySpan<char> rest)
    {
        var at = 1;
        while (at < rest.Length && (IsWordStart(rest[at]) || char.IsAsciiDigit(rest[at]) || rest[at] == '$'))
        {
            if (rest[at] == '$' && LengthOfPlaceholder(rest[at..]) > 0)
                break;
            at++;
        }
        return at;
    }

    internal static int LengthOfLine(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('\r', '\n');
        return end < 0 ? rest.Length : end;
    }

    static int LengthOfBlanks(ReadOnlySpan<char> rest)
    {
        var at = 0;
        while (at < rest.Length && IsBlank(rest[at]))
            at++;
        return at;
    }

    // PostgreSQL works on bytes and takes every byte above 127 for a letter, so a no-break space is part of a name.
    internal static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || c > '\x7f';

    internal static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v';
}
