using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>A duration in JSON is a text: <c>"2s"</c>.</summary>
sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && Duration.TryParse(reader.GetString()!, out var duration) ? duration : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Duration.Format(value));
}
