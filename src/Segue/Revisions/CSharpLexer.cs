namespace Segue.Revisions;

/// <summary>
/// Cuts C# into blanks, comments, literals, directives and the rest: what checksums and the search for a string need. The compiler's own lexer
/// costs half a second to load, and most runs do not compile anything; a test holds this one against it.
/// </summary>
ref struct CSharpLexer(ReadOnlySpan<char> text)
{
    /// <summary>What a piece is.</summary>
    public enum Piece
    {
        /// <summary>White space and line ends.</summary>
        Blank,

        /// <summary>To the end of the line, or to its closing mark.</summary>
        Comment,

        /// <summary>A string or a character with its quotes; of an interpolated one its holes too.</summary>
        Literal,

        /// <summary>A line that begins with <c>#</c>, without its end.</summary>
        Directive,

        /// <summary>Letters, digits and underscores.</summary>
        Word,

        /// <summary>An operator or a bracket.</summary>
        Symbol,
    }

    static readonly string[] Operators =
    [
        "<<=", "??=", "<<", "<=", ">=", "==", "!=", "=>", "->", "++", "--", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "::", "??", "..",
    ];

    readonly ReadOnlySpan<char> _text = text;
    bool _isLineStart = true;

    public int Start { get; private set; }

    public int End { get; private set; }

    public Piece Kind { get; private set; }

    /// <summary>Goes on to the next piece; false at the end.</summary>
    public bool Read()
    {
        Start = End;
        if (Start >= _text.Length)
            return false;
        (Kind, End) = Next(Start, _isLineStart);
        if (Kind == Piece.Blank)
            _isLineStart |= _text[Start..End].IndexOfAny('\r', '\n') >= 0;
        // A comment before it does not keep a directive from beginning its line, for the compiler neither.
        else if (Kind != Piece.Comment)
            _isLineStart = false;
        return true;
    }

    /// <summary>The same, past blanks and comments.</summary>
    public bool ReadSignificant()
    {
        while (Read())
        {
            if (Kind is not (Piece.Blank or Piece.Comment))
                return true;
        }
        return false;
    }

    readonly (Piece Kind, int End) Next(int at, bool isLineStart)
    {
        var first = _text[at];
        if (IsBlank(first))
            return (Piece.Blank, EndOfBlanks(at));
        if (first == '#' && isLineStart)
            return (Piece.Directive, EndOfLine(at));
        if (first == '/' && At(at + 1) == '/')
            return (Piece.Comment, EndOfLine(at));
        if (first == '/' && At(at + 1) == '*')
        {
            var close = _text[(at + 2)..].IndexOf("*/", StringComparison.Ordinal);
            return (Piece.Comment, close < 0 ? _text.Length : at + 2 + close + 2);
        }
        if (first == '\'')
            return (Piece.Literal, CSharpStrings.EndOfQuoted(_text, at + 1, '\''));
        if (CSharpStrings.IsStart(_text, at))
            return (Piece.Literal, CSharpStrings.End(_text, at));
        if (IsWord(first) || (first == '@' && IsWord(At(at + 1))))
        {
            var end = at + 1;
            while (IsWord(At(end)))
                end++;
            return (Piece.Word, end);
        }
        foreach (var known in Operators)
        {
            if (_text[at..].StartsWith(known, StringComparison.Ordinal))
                return (Piece.Symbol, at + known.Length);
        }
        return (Piece.Symbol, at + 1);
    }

    readonly char At(int at) => at < _text.Length ? _text[at] : '\0';

    readonly int EndOfLine(int at)
    {
        var length = _text[at..].IndexOfAny('\r', '\n');
        return length < 0 ? _text.Length : at + length;
    }

    readonly int EndOfBlanks(int at)
    {
        while (IsBlank(At(at)))
            at++;
        return at;
    }

    static bool IsBlank(char character) => char.IsWhiteSpace(character) || character == '\uFEFF';

    static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_' || char.IsSurrogate(character)
        || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
            or System.Globalization.UnicodeCategory.ConnectorPunctuation or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LetterNumber;
}
