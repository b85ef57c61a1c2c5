using System.Text;
using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Python source as far as its tokens: enough to read what stands at the top level of a module without running it.</summary>
static class AlembicPython
{
    /// <summary>What a token is.</summary>
    public enum Kind
    {
        /// <summary>A name, a keyword or a number.</summary>
        Word,

        /// <summary>A string that is known without running anything.</summary>
        Text,

        /// <summary>One that is not: an f-string or bytes.</summary>
        Computed,

        /// <summary>One other character.</summary>
        Sign,

        /// <summary>The end of a logical line.</summary>
        LineEnd,
    }

    /// <summary>One token.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Start">0-based.</param>
    /// <param name="Length">In UTF-16 units.</param>
    /// <param name="Value">Of a string what it means, else as it is written.</param>
    public readonly record struct Token(Kind Kind, int Start, int Length, string Value);

    /// <summary>All tokens; comments, blanks and line ends inside brackets are passed over.</summary>
    public static IEnumerable<Token> Read(string text)
    {
        var depth = 0;
        for (var at = text is ['\uFEFF', ..] ? 1 : 0; at < text.Length;)
        {
            var c = text[at];
            if (c == '#')
            {
                while (at < text.Length && text[at] is not ('\n' or '\r'))
                    at++;
            }
            else if (c == '\\' && at + 1 < text.Length && text[at + 1] is '\n' or '\r')
            {
                at += text.AsSpan(at).StartsWith("\\\r\n", StringComparison.Ordinal) ? 3 : 2;
            }
            else if (c is '\n' or '\r')
            {
                if (depth == 0)
                    yield return new(Kind.LineEnd, at, 1, "\n");
                at++;
            }
            else if (char.IsWhiteSpace(c))
            {
                at++;
            }
            else if (StringAt(text, at) is { } found)
            {
                yield return found;
                at += found.Length;
            }
            else if (char.IsLetterOrDigit(c) || c == '_')
            {
                var start = at;
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
                    at++;
                yield return new(Kind.Word, start, at - start, text[start..at]);
            }
            else
            {
                depth = c is '(' or '[' or '{' ? depth + 1 : c is ')' or ']' or '}' ? Math.Max(0, depth - 1) : depth;
                yield return new(Kind.Sign, at, 1, c.ToString());
                at++;
            }
        }
        yield return new(Kind.LineEnd, text.Length, 0, "\n");
    }

    /// <summary>The checksum of a module: line ends and blanks before them do not count in its text, comments and blanks not in its tokens.</summary>
    public static Checksum Checksum(string text)
    {
        using var digest = new DigestWriter();
        // Whether the last line ends is nothing that Python minds.
        text = text.TrimEnd();
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            digest.Text(line.AsSpan().TrimEnd());
            digest.Text("\n");
        }
        var ofText = digest.End();
        var isFirst = true;
        foreach (var token in Read(text))
        {
            if (token.Kind == Kind.LineEnd && isFirst)
                continue;
            // How far the first token of a line is indented says which block it belongs to.
            if (isFirst)
                digest.Number(token.Start - 1 - text.AsSpan(0, token.Start).LastIndexOf('\n'));
            digest.Prefixed(text.Substring(token.Start, token.Length).ReplaceLineEndings("\n"));
            isFirst = token.Kind == Kind.LineEnd;
        }
        return new("python-1", ofText, digest.End());
    }

    static Token? StringAt(string text, int start)
    {
        var quote = start;
        while (quote < text.Length && quote - start < 3 && text[quote] is 'r' or 'R' or 'u' or 'U' or 'b' or 'B' or 'f' or 'F' or 't' or 'T')
            quote++;
        if (quote >= text.Length || text[quote] is not ('"' or '\''))
            return null;
        var prefix = text[start..quote].ToUpperInvariant();
        var mark = text[quote];
        var isTriple = quote + 2 < text.Length && text[quote + 1] == mark && text[quote + 2] == mark;
        var value = new StringBuilder();
        var at = quote + (isTriple ? 3 : 1);
        for (; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length)
            {
                at++;
                if (prefix.Contains('R', StringComparison.Ordinal))
                    value.Append('\\').Append(text[at]);
                else
                    Unescape(value, text[at]);
            }
            else if (c == mark && !isTriple)
            {
                at++;
                break;
            }
            else if (c == mark && at + 2 < text.Length && text[at + 1] == mark && text[at + 2] == mark)
            {
                at += 3;
                break;
            }
            else if (c is '\n' or '\r' && !isTriple)
            {
                break;
            }
            else
            {
                value.Append(c);
            }
        }
        var isPlain = !prefix.AsSpan().ContainsAny("FBT");
        return new(isPlain ? Kind.Text : Kind.Computed, start, at - start, value.ToString());
    }

    static void Unescape(StringBuilder value, char c)
    {
        switch (c)
        {
            case '\n' or '\r':
                break;
            case 'n':
                value.Append('\n');
                break;
            case 't':
                value.Append('\t');
                break;
            case '\\' or '\'' or '"':
                value.Append(c);
                break;
            default:
                value.Append('\\').Append(c);
                break;
        }
    }
}
