namespace Segue.Revisions;

/// <summary>Where C#'s strings end: plain, verbatim, raw, and all three with holes in them (C# specification, 6.4.5.6 and 12.8.3).</summary>
static class CSharpStrings
{
    const int RawQuotes = 3;

    /// <summary>Whether a string begins here, its <c>$</c> and <c>@</c> included.</summary>
    public static bool IsStart(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '$' or '@')
            at++;
        return at < text.Length && text[at] == '"';
    }

    /// <summary>After the closing quotes; of a string that does not end, where the compiler gives it up.</summary>
    public static int End(ReadOnlySpan<char> text, int at)
    {
        var dollars = 0;
        var isVerbatim = false;
        for (; text[at] is '$' or '@'; at++)
        {
            isVerbatim |= text[at] == '@';
            dollars += text[at] == '$' ? 1 : 0;
        }
        var quotes = Run(text, at, '"');
        if (quotes >= RawQuotes && !isVerbatim)
            return EndOfRaw(text, at + quotes, quotes, dollars);
        if (quotes == 2 && !isVerbatim)
            return at + 2;
        return isVerbatim || dollars > 0 ? EndOfOpen(text, at + 1, isVerbatim, dollars > 0) : EndOfQuoted(text, at + 1, '"');
    }

    /// <summary>With backslashes, on one line.</summary>
    public static int EndOfQuoted(ReadOnlySpan<char> text, int at, char quote)
    {
        for (; at < text.Length && !IsLineEnd(text[at]); at++)
        {
            if (text[at] == quote)
                return at + 1;
            if (text[at] == '\\' && at + 1 < text.Length && !IsLineEnd(text[at + 1]))
                at++;
        }
        return at;
    }

    static int EndOfOpen(ReadOnlySpan<char> text, int at, bool isVerbatim, bool hasHoles)
    {
        while (at < text.Length)
        {
            var character = text[at];
            if (character == '"' && !(isVerbatim && Run(text, at, '"') >= 2))
                return at + 1;
            if (!isVerbatim && IsLineEnd(character))
                return at;
            if (hasHoles && character == '{' && Run(text, at, '{') == 1)
                at = EndOfHole(text, at + 1, 1);
            else
                at += (character == '\\' && !isVerbatim) || (character == '"') || (hasHoles && character == '{') ? 2 : 1;
        }
        return Math.Min(at, text.Length);
    }

    static int EndOfRaw(ReadOnlySpan<char> text, int at, int quotes, int dollars)
    {
        var rest = text[at..];
        var lineEnd = rest.IndexOfAny('\r', '\n');
        var isSingleLine = lineEnd >= 0 && !rest[..lineEnd].IsWhiteSpace();
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                var run = Run(text, at, '"');
                at += run;
                if (run >= quotes)
                    return at;
            }
            else if (dollars > 0 && text[at] == '{')
            {
                var run = Run(text, at, '{');
                at += run;
                if (run >= dollars)
                    at = EndOfHole(text, at, dollars);
            }
            else if (isSingleLine && IsLineEnd(text[at]))
                return at;
            else
                at++;
        }
        return at;
    }

    /// <summary>A hole holds code, strings too, and after a colon a format.</summary>
    static int EndOfHole(ReadOnlySpan<char> text, int at, int braces)
    {
        var depth = 0;
        while (at < text.Length)
        {
            var character = text[at];
            if (depth == 0 && character == '}')
                return Math.Min(text.Length, at + Math.Min(braces, Run(text, at, '}')));
            if (IsStart(text, at))
                at = End(text, at);
            else if (character == '\'')
                at = EndOfQuoted(text, at + 1, '\'');
            else if (character == '/' && at + 1 < text.Length && text[at + 1] == '*')
                at = text[(at + 2)..].IndexOf("*/", StringComparison.Ordinal) is >= 0 and var close ? at + close + 4 : text.Length;
            else if (character == '/' && at + 1 < text.Length && text[at + 1] == '/')
                at = text[at..].IndexOfAny('\r', '\n') is >= 0 and var line ? at + line : text.Length;
            else if (depth == 0 && character == ':' && Run(text, at, ':') == 1)
                at = text[at..].IndexOf('}') is >= 0 and var format ? at + format : text.Length;
            else
            {
                at += character == ':' ? Run(text, at, ':') : 1;
                depth += character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0;
            }
        }
        return at;
    }

    static int Run(ReadOnlySpan<char> text, int at, char character)
    {
        var end = at;
        while (end < text.Length && text[end] == character)
            end++;
        return end - at;
    }

    static bool IsLineEnd(char character) => character is '\r' or '\n';
}
