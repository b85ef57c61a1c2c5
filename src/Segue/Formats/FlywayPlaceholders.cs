using System.Collections.Immutable;
using System.Text;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>Fills in <c>${name}</c> as Flyway does: everywhere, in comments, literals and bodies too, without regard to upper and lower case.</summary>
static class FlywayPlaceholders
{
    /// <summary>The text with them filled in, and the way back.</summary>
    public static (string Text, SourceMap Map) Fill(
        SourceText file, string path, FlywaySettings settings, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        var (prefix, suffix) = (settings["placeholderPrefix"] ?? "${", settings["placeholderSuffix"] ?? "}");
        var values = Values(path, settings, variables);
        var filled = new StringBuilder();
        var replacements = ImmutableArray.CreateBuilder<SourceMap.Replacement>();
        var done = 0;
        while (!IsOff(settings) && file.Text.IndexOf(prefix, done, StringComparison.Ordinal) is >= 0 and var start)
        {
            var end = file.Text.IndexOf(suffix, start + prefix.Length, StringComparison.Ordinal);
            if (end < 0)
                break;
            var name = file.Text[(start + prefix.Length)..end];
            var length = end + suffix.Length - start;
            if (!values.TryGetValue(name, out var value))
                problems.Add(Unknown(name, values.Keys, file.LocationOf(start)));
            value ??= file.Text.Substring(start, length);
            filled.Append(file.Text, done, start - done).Append(value);
            replacements.Add(new(start, length, value.Length));
            done = start + length;
        }
        filled.Append(file.Text, done, file.Text.Length - done);
        return (filled.ToString(), new(file.Text, replacements.DrainToImmutable()));
    }

    static Dictionary<string, string> Values(string path, FlywaySettings settings, IReadOnlyDictionary<string, string> variables)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["flyway:filename"] = Path.GetFileName(path),
            ["flyway:defaultSchema"] = settings["defaultSchema"] ?? settings["schemas"]?.Split(',')[0].Trim() ?? "public",
            ["flyway:table"] = settings["table"] ?? "flyway_schema_history",
        };
        if (settings["user"] is { } user)
            values["flyway:user"] = user;
        if (settings["url"] is { } url)
            values["flyway:database"] = url.Split('?')[0].Split('/')[^1];
        foreach (var (name, value) in settings.Placeholders)
            values[name] = value;
        foreach (var (name, value) in variables)
            values[name] = value;
        return values;
    }

    static bool IsOff(FlywaySettings settings) => "false".Equals(settings["placeholderReplacement"], StringComparison.OrdinalIgnoreCase);

    static Problem Unknown(string name, IEnumerable<string> known, SourceLocation location) => new("unknown-placeholder", $"there is no value for the placeholder '{name}'")
    {
        Location = location,
        Remedy = Suggestion.For(name, known) ?? $"give it one with --var {name}=..., under 'variables' in segue.json, or as flyway.placeholders.{name} in flyway.conf",
    };
}
