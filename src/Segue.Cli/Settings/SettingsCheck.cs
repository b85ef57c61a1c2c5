using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Segue.Sql;

namespace Segue.Cli.Settings;

/// <summary>
/// Reads segue.json beside its types and collects what does not fit, with the place. System.Text.Json alone stops at the first error and knows
/// no column.
/// </summary>
ref struct SettingsCheck
{
    readonly string _file;
    readonly ReadOnlySpan<byte> _text;
    readonly List<Problem> _problems;
    Utf8JsonReader _reader;

    SettingsCheck(string file, ReadOnlySpan<byte> text, List<Problem> problems)
    {
        _file = file;
        _text = text;
        _problems = problems;
        _reader = new(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>The problems of the file; none: it can be read.</summary>
    /// <param name="file">As it is shown.</param>
    /// <param name="text">UTF-8, without byte order mark.</param>
    public static List<Problem> Of(string file, ReadOnlySpan<byte> text)
    {
        var problems = new List<Problem>();
        var check = new SettingsCheck(file, text, problems);
        try
        {
            check._reader.Read();
            check.Value(SettingsJson.Default.ProjectSettings, "segue.json");
            check._reader.Read();
        }
        catch (JsonException broken)
        {
            var line = (int)(broken.LineNumber ?? 0);
            var place = new SourceLocation(file, line + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            problems.Add(new("invalid-json", "This is no valid JSON.") { Location = place });
        }

        return problems;
    }

    /// <summary>What a value of this type looks like, for a message.</summary>
    public static string Describe(JsonTypeInfo type)
    {
        var plain = Nullable.GetUnderlyingType(type.Type) ?? type.Type;
        return type.Kind switch
        {
            JsonTypeInfoKind.Object or JsonTypeInfoKind.Dictionary => "an object",
            JsonTypeInfoKind.Enumerable => "a list",
            _ when plain.IsEnum => string.Join(" or ", Choices(plain).Select(choice => $"\"{choice}\"")),
            _ when plain == typeof(TimeSpan) => "a duration such as " + Duration.Examples,
            _ when plain == typeof(bool) => "true or false",
            _ when plain == typeof(string) => "a text",
            _ when plain == typeof(VariableText) => "a text, a number, true or false",
            _ => "a number",
        };
    }

    /// <summary>The values of a choice as JSON spells them.</summary>
    public static IEnumerable<string> Choices(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName);

    void Value(JsonTypeInfo type, string path)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when _reader.TokenType is JsonTokenType.StartObject:
            case JsonTypeInfoKind.Dictionary when _reader.TokenType is JsonTokenType.StartObject:
                Object(type, path);
                break;
            case JsonTypeInfoKind.Enumerable when _reader.TokenType is JsonTokenType.StartArray:
                while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndArray)
                    Value(type.Options.GetTypeInfo(type.ElementType!), path);
                break;
            case JsonTypeInfoKind.None when Fits(type):
                break;
            default:
                Add("wrong-value", $"'{path}' must be {Describe(type)}.");
                _reader.Skip();
                break;
        }
    }

    void Object(JsonTypeInfo type, string path)
    {
        var seen = new HashSet<string>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            var valueType = type.Kind is JsonTypeInfoKind.Dictionary ? type.ElementType : null;
            valueType ??= type.Properties.FirstOrDefault(property => property.Name == name)?.PropertyType;
            if (valueType is null)
                Add("unknown-setting", $"There is no setting '{name}'{In(path)}.", Remedy(name, type));
            else if (!seen.Add(name))
                Add("repeated-setting", $"'{name}' stands here twice{In(path)}.");
            _reader.Read();
            if (valueType is null)
                _reader.Skip();
            else
                Value(type.Options.GetTypeInfo(valueType), path == "segue.json" ? name : $"{path}.{name}");
        }
    }

    bool Fits(JsonTypeInfo type)
    {
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null)
            return false;
        try
        {
            var copy = _reader;
            JsonSerializer.Deserialize(ref copy, type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    readonly void Add(string code, string message, string? remedy = null)
    {
        var before = _text[..(int)_reader.TokenStartIndex];
        var line = before.Count((byte)'\n');
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        _problems.Add(new(code, message) { Location = new(_file, line + 1, column + 1), Remedy = remedy });
    }

    static string? Remedy(string name, JsonTypeInfo type) =>
        Suggestion.For(name, type.Properties.Select(property => property.Name));

    static string In(string path) => path == "segue.json" ? "" : $" in '{path}'";
}
