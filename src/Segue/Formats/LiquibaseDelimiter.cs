using System.Text;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>What ends a statement where that is not a semicolon: <c>endDelimiter:/</c>.</summary>
static class LiquibaseDelimiter
{
    /// <summary>The same text with a semicolon where the other one ends a line, outside of literals, bodies and comments. Each character keeps its place.</summary>
    public static string ToSemicolon(string text, string? delimiter)
    {
        if (delimiter is null or "" or ";")
            return text;
        // It is written with its escapes where it is more than signs.
        var wanted = delimiter.Replace("\\n", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal);
        if (wanted.Length == 0)
            return text;
        var changed = new StringBuilder(text);
        var lexer = new Lexer(text);
        var blocked = 0;
        while (lexer.Read())
        {
            var token = lexer.Current;
            if (token.IsTrivia || token.Start < blocked || !text.AsSpan(token.Start).StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || !EndsItsLine(text, token.Start + wanted.Length))
                continue;
            changed[token.Start] = ';';
            for (var at = token.Start + 1; at < token.Start + wanted.Length; at++)
                changed[at] = ' ';
            blocked = token.Start + wanted.Length;
        }
        return changed.ToString();
    }

    static bool EndsItsLine(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\r')
            at++;
        return at >= text.Length || text[at] == '\n';
    }
}
