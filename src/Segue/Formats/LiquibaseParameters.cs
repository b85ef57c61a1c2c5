using System.Collections.Immutable;
using System.Text;
using Segue.Sql;

namespace Segue.Formats;

/// <summary><c>${name}</c>, which Liquibase fills in anywhere, in literals and bodies too; what has no value stays as it is.</summary>
static class LiquibaseParameters
{
    /// <summary>The statement as it is sent.</summary>
    public static Statement Fill(Statement statement, IReadOnlyDictionary<string, string> values)
    {
        var text = statement.Text;
        var filled = new StringBuilder();
        var replacements = ImmutableArray.CreateBuilder<SourceMap.Replacement>();
        var done = 0;
        for (var at = text.IndexOf("${", StringComparison.Ordinal); at >= 0; at = text.IndexOf("${", at + 1, StringComparison.Ordinal))
        {
            var end = text.IndexOf('}', at);
            if (end < 0)
                break;
            if (!values.TryGetValue(text[(at + 2)..end].Trim(), out var value))
                continue;
            filled.Append(text, done, at - done).Append(value);
            replacements.Add(new(at, end + 1 - at, value.Length));
            done = end + 1;
        }
        return replacements.Count == 0 ? statement
            : statement with { Text = filled.Append(text, done, text.Length - done).ToString(), Map = new(text, replacements.ToImmutable()) };
    }
}
