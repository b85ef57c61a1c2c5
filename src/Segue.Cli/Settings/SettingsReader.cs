using System.Text;
using System.Text.Json;
using Segue.Sql;

namespace Segue.Cli.Settings;

/// <summary>Puts what segue.json says into the settings and collects what does not fit, with the place.</summary>
ref struct SettingsReader
{
    readonly string _file;
    readonly ReadOnlySpan<byte> _text;
    readonly Setting.Object _settings;
    readonly List<Problem> _problems = [];
    Utf8JsonReader _reader;

    SettingsReader(string file, ReadOnlySpan<byte> text, Setting.Object settings)
    {
        _file = file;
        _text = text;
        _settings = settings;
        _reader = new(text, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
    }

    /// <summary>The problems of the file; none: all of it is in the settings.</summary>
    /// <param name="file">As it is shown.</param>
    /// <param name="text">UTF-8, without byte order mark.</param>
    /// <param name="settings">Where it goes.</param>
    /// <param name="inside">The names that lead to the object to be read, which must be there; none: the whole file.</param>
    public static List<Problem> Read(string file, ReadOnlySpan<byte> text, Setting.Object settings, params ReadOnlySpan<string> inside)
    {
        var reader = new SettingsReader(file, text, settings);
        try
        {
            reader._reader.Read();
            foreach (var name in inside)
                reader.Enter(name);
            reader.Value(settings, settings.Name);
            reader._reader.Read();
        }
        catch (JsonException broken)
        {
            var line = (int)(broken.LineNumber ?? 0);
            var place = new SourceLocation(file, line + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
            reader._problems.Add(new("invalid-json", "This is no valid JSON.") { Location = place });
        }

        return reader._problems;
    }

    void Enter(string name)
    {
        while (_reader.Read() && !_reader.ValueTextEquals(name))
            _reader.Skip();
        _reader.Read();
    }

    void Value(Setting? setting, string path)
    {
        switch (setting)
        {
            case Setting.Object group when _reader.TokenType is JsonTokenType.StartObject:
                Object(group, path);
                break;
            case Setting.List list when _reader.TokenType is JsonTokenType.StartArray:
                var texts = new List<string>();
                var item = Setting.Text(list.Name, () => null, texts.Add);
                while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndArray)
                    Value(item, path);
                list.Put([.. texts]);
                break;
            case Setting.Value value when Text(value.Bare) is { } text && value.Put(text):
                break;
            case null:
                _reader.Skip();
                break;
            default:
                Add("wrong-value", $"'{path}' must be {setting.MustBe}.");
                _reader.Skip();
                break;
        }
    }

    void Object(Setting.Object group, string path)
    {
        var seen = new HashSet<string>();
        while (_reader.Read() && _reader.TokenType is not JsonTokenType.EndObject)
        {
            var name = _reader.GetString()!;
            var setting = group.Of(name);
            if (setting is null)
                Add("unknown-setting", $"There is no setting '{name}'{In(path)}.", Suggestion.For(name, group.Names));
            else if (!seen.Add(name))
                Add("repeated-setting", $"'{name}' stands here twice{In(path)}.");
            _reader.Read();
            Value(setting, path == _settings.Name ? name : $"{path}.{name}");
        }
    }

    // A number stays as it is written: 1.50 is 1.50.
    readonly string? Text(bool bare) => _reader.TokenType switch
    {
        JsonTokenType.String => _reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when bare => Encoding.UTF8.GetString(_reader.ValueSpan),
        _ => null,
    };

    readonly void Add(string code, string message, string? remedy = null)
    {
        var before = _text[..(int)_reader.TokenStartIndex];
        var line = before.Count((byte)'\n');
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]);
        _problems.Add(new(code, message) { Location = new(_file, line + 1, column + 1), Remedy = remedy });
    }

    readonly string In(string path) => path == _settings.Name ? "" : $" in '{path}'";
}
