using System.Text.RegularExpressions;

namespace Segue.Formats;

/// <summary>The comments that mean something in Liquibase's formatted SQL.</summary>
static partial class LiquibaseLines
{
    public static bool IsFormatted(string text) => FirstLine().IsMatch(text);

    /// <summary>The name under which the whole file is entered into the history; null: its own.</summary>
    public static string? LogicalFile(string text) => FirstLine().Match(text) is { Success: true } line && Attributes(line.Groups["rest"].Value).TryGetValue("logicalFilePath", out var path) ? path : null;

    /// <summary><c>name:value</c>, the value in quotes or not; upper and lower case of the name are the same.</summary>
    public static Dictionary<string, string> Attributes(string text)
    {
        var attributes = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Attribute().Matches(text))
            attributes[match.Groups["name"].Value] = match.Groups["value"].Value.Trim('"', '\'');
        return attributes;
    }

    [GeneratedRegex(@"\A\uFEFF?\s*--\s*liquibase\s+formatted\s+sql(?<rest>[^\r\n]*)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"^\s*--\s*changeset\s+(?<author>""[^""]+""|[^:""]+):(?<id>""[^""]+""|\S+)(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex ChangeSet();

    [GeneratedRegex(@"^\s*--\s*property\s+(?<rest>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Property();

    [GeneratedRegex(@"^\s*--\s*comment:?\s+(?<text>.*?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Comment();

    [GeneratedRegex(@"^\s*--\s*rollback\b(?<text>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Rollback();

    [GeneratedRegex(@"^\s*/\*\s*liquibase\s+rollback\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex RollbackBlock();

    [GeneratedRegex(@"^\s*--\s*preconditions?\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Precondition();

    [GeneratedRegex(@"^\s*--\s*ignoreLines:(?<what>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex IgnoreLines();

    [GeneratedRegex(@"^\s*--\s*(changeset\b|rollback:|property\s)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex Miswritten();

    [GeneratedRegex(@"(?<name>\w+):(?<value>""[^""]*""|'[^']*'|\S+)", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
