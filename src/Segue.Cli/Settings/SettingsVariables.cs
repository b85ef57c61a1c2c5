using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Segue.Sql;

namespace Segue.Cli.Settings;

/// <summary>Settings from the environment: <c>SEGUE__LOCK__TIMEOUT=5s</c> is <c>lock.timeout</c>; capitals do not matter.</summary>
static class SettingsVariables
{
    const string Prefix = "SEGUE__";

    /// <summary>Writes them over the settings; what does not fit is a problem.</summary>
    public static List<Problem> Apply(IReadOnlyDictionary<string, string> variables, JsonObject settings)
    {
        var problems = new List<Problem>();
        foreach (var (name, value) in variables.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                Set(name, name[Prefix.Length..].Split("__"), value, settings, SettingsJson.Default.ProjectSettings, problems);
        }

        return problems;
    }

    static void Set(string variable, ReadOnlySpan<string> path, string value, JsonObject target, JsonTypeInfo type, List<Problem> problems)
    {
        var names = type.Kind is JsonTypeInfoKind.Dictionary ? target.Select(pair => pair.Key) : type.Properties.Select(property => property.Name);
        var wanted = path[0];
        var name = names.FirstOrDefault(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase));
        var valueType = type.Kind is JsonTypeInfoKind.Dictionary
            ? type.ElementType
            : type.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType;
        if (valueType is null)
        {
            problems.Add(new("unknown-setting", $"The environment variable {variable} names no setting.")
            {
                Remedy = Suggestion.For(wanted, names),
            });
            return;
        }

        name ??= wanted;
        var inner = SettingsJson.Default.Options.GetTypeInfo(valueType);
        if (inner.Kind is JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary && path.Length > 1)
        {
            if (target[name] is not JsonObject child)
                target[name] = child = [];
            Set(variable, path[1..], value, child, inner, problems);
        }
        else if (path.Length == 1 && Value(value, inner) is { } node)
        {
            target[name] = node;
        }
        else
        {
            problems.Add(new("wrong-value", $"The environment variable {variable} must be {SettingsCheck.Describe(inner)}."));
        }
    }

    static JsonNode? Value(string value, JsonTypeInfo type)
    {
        if (type.Kind is JsonTypeInfoKind.Enumerable)
            return new JsonArray([.. value.Split(',').Select(part => (JsonNode)part.Trim())]);
        if (type.Kind is not JsonTypeInfoKind.None)
            return null;
        JsonNode node = bool.TryParse(value, out var flag) && type.Type == typeof(bool) ? JsonValue.Create(flag)
            : long.TryParse(value, CultureInfo.InvariantCulture, out var number) && type.Type == typeof(int) ? JsonValue.Create(number)
            : JsonValue.Create(value);
        try
        {
            node.Deserialize(type);
            return node;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
