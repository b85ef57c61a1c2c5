using System.Globalization;
using System.Text;
using Segue.Sql;

namespace Segue.Authoring;

/// <summary>How the files of new revisions are called: text with <c>{rev}</c>, <c>{slug}</c> and parts of the time in it, folders included.</summary>
public sealed class FileNameTemplate
{
    static readonly string[] Tokens = ["rev", "slug", "year", "month", "day", "hour", "minute", "second", "epoch"];

    readonly List<(string Text, bool IsToken)> _parts = [];

    FileNameTemplate()
    {
    }

    /// <summary>Whether it makes folders.</summary>
    public bool HasFolders => _parts.Exists(part => !part.IsToken && part.Text.Contains('/', StringComparison.Ordinal));

    /// <summary>Reads what the settings say.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: a token that there is not, a brace without its other half, or a way out of the folder.</exception>
    public static FileNameTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var template = new FileNameTemplate();
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var open = rest.IndexOfAny('{', '}');
            if (open != 0)
            {
                var plain = open < 0 ? rest : rest[..open];
                template._parts.Add((plain.ToString(), false));
                rest = rest[plain.Length..];
                continue;
            }
            var close = rest.IndexOf('}');
            if (close <= 0)
                throw Wrong(text, "a brace is alone", null);
            var token = rest[1..close].ToString();
            if (!Tokens.Contains(token, StringComparer.Ordinal))
                throw Wrong(text, $"there is no '{{{token}}}'", Suggestion.For(token, Tokens) ?? "there are " + string.Join(", ", Tokens));
            template._parts.Add((token, true));
            rest = rest[(close + 1)..];
        }
        if (text.Length == 0 || text.Split('/').Any(part => part is "" or "." or ".." || part.StartsWith('.')) || text.Contains('\\', StringComparison.Ordinal))
            throw Wrong(text, "it must name a file below the folder, with '/' between folders, none of them hidden", null);
        return template;
    }

    /// <summary>The name, without extension, with <c>/</c> between folders.</summary>
    /// <param name="revision">The id.</param>
    /// <param name="slug">Of the message.</param>
    /// <param name="time">When it is written, in the zone that its parts are to be of.</param>
    public string Fill(string revision, string slug, DateTimeOffset time)
    {
        var name = new StringBuilder();
        foreach (var (text, isToken) in _parts)
            name.Append(isToken ? Value(text, revision, slug, time) : text);
        // A message without letters has no slug.
        return name.ToString().TrimEnd('_', '-');
    }

    static string Value(string token, string revision, string slug, DateTimeOffset time) => token switch
    {
        "rev" => revision,
        "slug" => slug,
        "year" => time.ToString("yyyy", CultureInfo.InvariantCulture),
        "month" => time.ToString("MM", CultureInfo.InvariantCulture),
        "day" => time.ToString("dd", CultureInfo.InvariantCulture),
        "hour" => time.ToString("HH", CultureInfo.InvariantCulture),
        "minute" => time.ToString("mm", CultureInfo.InvariantCulture),
        "second" => time.ToString("ss", CultureInfo.InvariantCulture),
        _ => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    static SegueException Wrong(string text, string why, string? next) =>
        new(Failure.Usage, $"The file name template '{text}' cannot be used: {why}.") { State = "nothing was written", Next = next };
}
