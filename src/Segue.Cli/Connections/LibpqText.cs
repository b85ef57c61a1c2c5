using System.Text;

namespace Segue.Cli.Connections;

/// <summary><c>host=localhost dbname=music password='my word'</c> as psql takes it (PostgreSQL manual, 34.1.1.1).</summary>
static class LibpqText
{
    /// <summary>Its parts; null: it is not written that way. Npgsql separates by semicolons and knows other words.</summary>
    public static List<KeyValuePair<string, string>>? Keywords(string text)
    {
        var keywords = new List<KeyValuePair<string, string>>();
        var rest = text.AsSpan().TrimStart();
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            if (equals < 1 || !LibpqKeywords.Knows(rest[..equals].TrimEnd().ToString()))
                return null;
            var keyword = rest[..equals].TrimEnd().ToString();
            rest = rest[(equals + 1)..].TrimStart();
            if (Value(ref rest) is not { } value)
                return null;
            keywords.Add(new(keyword, value));
            rest = rest.TrimStart();
        }

        return keywords;
    }

    /// <summary>Up to a blank, or quoted; a backslash takes the next character as it is. Null: the quote is never closed, or a semicolon stands there.</summary>
    static string? Value(ref ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder();
        var quoted = rest.StartsWith('\'');
        var i = quoted ? 1 : 0;
        for (; i < rest.Length && (quoted ? rest[i] != '\'' : !char.IsWhiteSpace(rest[i])); i++)
        {
            if (!quoted && rest[i] == ';')
                return null;
            if (rest[i] == '\\' && i + 1 < rest.Length)
                i++;
            value.Append(rest[i]);
        }

        if (quoted && i++ >= rest.Length)
            return null;
        rest = rest[i..];
        return value.ToString();
    }
}
