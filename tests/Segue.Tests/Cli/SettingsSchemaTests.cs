using System.Text.Json.Nodes;
using Segue.Cli.Settings;

namespace Segue.Tests.Cli;

public sealed class SettingsSchemaTests
{
    const string AnyName = "any name";

    static readonly JsonObject Schema = Load();

    [Fact]
    public void The_schema_and_the_settings_have_the_same_names_types_and_defaults() =>
        Compare(Setting.Group("segue.json", new ProjectSettings().All()), Schema, "segue.json");

    [Fact]
    public void Every_setting_is_explained()
    {
        var silent = All(Schema, "").Where(pair => pair.Schema["description"] is null && pair.Schema["$ref"] is null).Select(pair => pair.Path);
        Assert.Empty(silent);
    }

    [Fact]
    public void Every_property_is_a_setting_and_every_setting_has_a_property_of_its_own()
    {
        var settings = new ProjectSettings();
        var values = Values(settings.All()).Concat(Values(new EnvironmentSettings().All())).ToList();
        var put = values.Select((value, at) => value.Choices is [.., var last] ? last : value.MustBe == "a text" ? $"text {at}" : Kind(value) == "integer" ? $"{at + 1}" : $"{at}s").ToList();
        Assert.Equal(Enumerable.Repeat(true, put.Count), values.Zip(put, (value, text) => value.Put(text)).ToList());
        Assert.Equal(put, values.Select(value => value.Get()));
        Assert.Equal(typeof(ProjectSettings).GetProperties().Length, settings.All().Count);
        Assert.Equal(typeof(LockSettings).GetProperties().Length, settings.Lock.All().Count);
        Assert.Equal(typeof(HookSettings).GetProperties().Length, settings.Hooks.All().Count);
        Assert.Equal(typeof(PolicySettings).GetProperties().Length, settings.Policy.All().Count);
    }

    static IEnumerable<Setting.Value> Values(IEnumerable<Setting> settings) => settings.SelectMany(setting => setting switch
    {
        Setting.Value value => [value],
        Setting.Object inner when inner.Of(AnyName) is null => Values(inner.Names.Select(name => inner.Of(name)!)),
        _ => Array.Empty<Setting.Value>(),
    });

    static void Compare(Setting.Object settings, JsonObject schema, string path)
    {
        Assert.Equal(settings.Names.Order(), schema["properties"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.False((bool)schema["additionalProperties"]!);
        foreach (var name in settings.Names)
        {
            var place = path + "." + name;
            var drawn = schema["properties"]![name]!.AsObject();
            var target = Resolve(drawn);
            switch (settings.Of(name)!)
            {
                case Setting.Object inner when inner.Of(AnyName) is { } each:
                    Assert.Equal((place, "object"), (place, Kind(target)));
                    if (each is Setting.Object all)
                        Compare(all, Resolve(target["additionalProperties"]!.AsObject()), place);
                    else
                        Assert.Equal("""["string","number","boolean"]""", target["additionalProperties"]!["type"]!.ToJsonString());
                    break;
                case Setting.Object inner:
                    Compare(inner, target, place);
                    break;
                case Setting.List list:
                    Assert.Equal((place, "array"), (place, Kind(target)));
                    Assert.Equal(list.Get(), drawn["default"]!.AsArray().Select(item => (string?)item));
                    break;
                case Setting.Value value:
                    Assert.Equal((place, Kind(value), value.Get()), (place, Kind(target), drawn["default"]?.ToString()));
                    break;
            }
        }
    }

    static string Kind(Setting.Value value) => value.Choices.Count > 0 ? string.Join('|', value.Choices) : value.MustBe switch
    {
        "a text" => "string",
        "a whole number above 0" => "integer",
        _ => "duration",
    };

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
