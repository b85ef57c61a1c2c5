using System.Text.Json;
using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>A number stays as it is written: 1.50 is 1.50.</summary>
sealed class VariableConverter : JsonConverter<VariableText>
{
    public override VariableText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => new(reader.GetString()!),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => new(JsonElement.ParseValue(ref reader).GetRawText()),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, VariableText value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
