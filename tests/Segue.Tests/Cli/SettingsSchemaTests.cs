using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Segue.Cli.Settings;

namespace Segue.Tests.Cli;

public sealed class SettingsSchemaTests
{
    static readonly JsonObject Schema = Load();

    [Fact]
    public void The_schema_and_the_settings_have_the_same_names_types_and_defaults() =>
        Compare(SettingsJson.Default.ProjectSettings, Schema, "segue.json");

    [Fact]
    public void Every_setting_is_explained()
    {
        var silent = All(Schema, "").Where(pair => pair.Schema["description"] is null && pair.Schema["$ref"] is null).Select(pair => pair.Path);
        Assert.Empty(silent);
    }

    static void Compare(JsonTypeInfo type, JsonObject schema, string path)
    {
        Assert.Equal(type.Properties.Select(property => property.Name).Order(), schema["properties"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.False((bool)schema["additionalProperties"]!);
        var fresh = type.CreateObject?.Invoke() ?? Activator.CreateInstance(type.Type)!;
        foreach (var property in type.Properties)
        {
            var place = path + "." + property.Name;
            var inner = SettingsJson.Default.Options.GetTypeInfo(property.PropertyType);
            var drawn = schema["properties"]![property.Name]!.AsObject();
            var target = Resolve(drawn);
            if (inner.Kind is JsonTypeInfoKind.Object)
                Compare(inner, target, place);
            else if (inner.Kind is JsonTypeInfoKind.Dictionary && inner.ElementType != typeof(VariableText))
                Compare(SettingsJson.Default.Options.GetTypeInfo(inner.ElementType!), Resolve(target["additionalProperties"]!.AsObject()), place);
            else
                Assert.Equal((place, Kind(inner)), (place, Kind(target)));
            if (inner.Kind is JsonTypeInfoKind.None or JsonTypeInfoKind.Enumerable)
            {
                var value = property.Get!(fresh);
                var node = value is null ? null : System.Text.Json.JsonSerializer.SerializeToNode(value, inner);
                Assert.Equal((place, node?.ToJsonString()), (place, drawn["default"]?.ToJsonString()));
            }
        }
    }

    static string Kind(JsonTypeInfo type) =>
        type.Type.IsEnum ? string.Join('|', SettingsCheck.Choices(type.Type))
        : type.Type == typeof(TimeSpan) ? "duration"
        : type.Kind switch { JsonTypeInfoKind.Enumerable => "array", JsonTypeInfoKind.Dictionary => "object", _ => "string" };

    static string Kind(JsonObject schema) =>
        schema["enum"] is JsonArray choices ? string.Join('|', choices.Select(choice => (string?)choice))
        : schema["pattern"] is not null ? "duration"
        : (string)schema["type"]!;

    static JsonObject Resolve(JsonObject schema) =>
        (string?)schema["$ref"] is { } reference ? Schema["$defs"]![reference["#/$defs/".Length..]]!.AsObject() : schema;

    static IEnumerable<(string Path, JsonObject Schema)> All(JsonObject schema, string path) =>
        (schema["properties"] as JsonObject ?? []).SelectMany(pair => All(pair.Value!.AsObject(), path + "." + pair.Key).Append((path + "." + pair.Key, pair.Value!.AsObject())));

    static JsonObject Load()
    {
        using var stream = typeof(ProjectSettings).Assembly.GetManifestResourceStream("segue.schema.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
