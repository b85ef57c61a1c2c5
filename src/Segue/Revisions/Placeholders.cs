using System.Collections.Immutable;
using System.Text;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Fills in <c>${name}</c> (as it is), <c>${name:ident}</c> (as a name) and <c>${name:literal}</c> (as a string).</summary>
static class Placeholders
{
    static readonly string[] Forms = ["ident", "literal"];

    /// <summary>The statement with its placeholders filled in; the same one if it has none or if there is a problem.</summary>
    public static Statement Fill(Statement statement, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        if (!statement.Text.Contains("${", StringComparison.Ordinal))
            return statement;
        var text = new StringBuilder();
        var replacements = ImmutableArray.CreateBuilder<SourceMap.Replacement>();
        var lexer = new Lexer(statement.Text);
        var before = problems.Count;
        while (lexer.ReadSignificant())
        {
            var token = lexer.Current;
            if (token.Kind != TokenKind.Placeholder)
                continue;
            var from = replacements.Count > 0 ? replacements[^1].Start + replacements[^1].Length : 0;
            var value = Value(statement.Text[(token.Start + 2)..(token.End - 1)], statement.LocationOf(token.Start), variables, problems);
            text.Append(statement.Text, from, token.Start - from).Append(value);
            replacements.Add(new(token.Start, token.Length, value.Length));
        }
        if (replacements.Count == 0 || problems.Count > before)
            return statement;
        var end = replacements[^1].Start + replacements[^1].Length;
        text.Append(statement.Text, end, statement.Text.Length - end);
        var filled = statement with { Text = text.ToString(), Map = new(statement.Text, replacements.DrainToImmutable()) };
        if (StatementSplitter.Split(filled.Text) is not [{ Kind: PieceKind.Statement, Unterminated: null }])
        {
            problems.Add(new("placeholder-breaks-statement", "with its placeholders filled in this is no longer one statement")
            {
                Location = statement.Location,
                Remedy = "write ${name:literal} for a string and ${name:ident} for a name",
            });
        }
        return filled;
    }

    static string Value(
        string content, SourceLocation location, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        var colon = content.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? content : content[..colon]).Trim();
        var form = colon < 0 ? "" : content[(colon + 1)..].Trim();
        if (!variables.TryGetValue(name, out var value))
        {
            problems.Add(new("unknown-placeholder", $"there is no variable '{name}'")
            {
                Location = location,
                Remedy = Suggestion.For(name, variables.Keys)
                    ?? "give it a value under 'variables', or write '-- segue: verbatim' if it is no placeholder",
            });
            return "";
        }
        switch (form)
        {
            case "":
                return value;
            case "literal":
                return SqlText.Literal(value).Text;
            case "ident":
                try
                {
                    return new Identifier(value).ToString();
                }
                catch (ArgumentException objection)
                {
                    problems.Add(new("placeholder-value", $"the value of '{name}': {objection.Message}") { Location = location });
                    return "";
                }
            default:
                problems.Add(new("placeholder-form", $"'{form}' is no form of a placeholder")
                {
                    Location = location,
                    Remedy = Suggestion.For(form, Forms) ?? "write ${name}, ${name:ident} or ${name:literal}",
                });
                return "";
        }
    }
}
