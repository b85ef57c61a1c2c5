using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Segue.Cli.Output;

namespace Segue.Cli.Logging;

/// <summary>A line of the log, free of secrets however it is written.</summary>
sealed record LogLine(
    LogLevel Level, string Category, EventId Event, string Message, IReadOnlyList<KeyValuePair<string, object?>> Fields, Exception? Exception)
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public DateTimeOffset Time { get; init; }

    string LevelName => Level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    string TimeText => Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>One line for people.</summary>
    public string ToText()
    {
        var exception = Exception is null ? "" : $": {Exception.GetType().Name}: {Exception.Message}";
        return $"{TimeText} {LevelName} {Category}: {Redact.Text(Message + exception).ReplaceLineEndings(" ")}";
    }

    /// <summary>One object in one line for programs.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("time", TimeText);
            writer.WriteString("level", LevelName);
            writer.WriteString("category", Category);
            writer.WriteNumber("eventId", Event.Id);
            if (Event.Name is not null)
                writer.WriteString("event", Event.Name);
            writer.WriteString("message", Redact.Text(Message));
            writer.WriteStartObject("fields");
            foreach (var (name, value) in Fields.Where(field => field.Key != "{OriginalFormat}"))
                Write(writer, name, value);
            writer.WriteEndObject();
            if (Exception is not null)
                writer.WriteString("exception", Redact.Text(Exception.ToString()));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull(name);
                break;
            case bool flag:
                writer.WriteBoolean(name, flag);
                break;
            case int or long or short or byte:
                writer.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumber(name, number);
                break;
            default:
                writer.WriteString(name, Redact.Text(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }
}
