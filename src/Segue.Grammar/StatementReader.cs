using System.Collections.Immutable;
using System.Text.Json;

namespace Segue.Grammar;

/// <summary>Finds the statements in the JSON of a whole text, and leaves their trees unread until somebody asks.</summary>
static class StatementReader
{
    public static ImmutableArray<ParsedStatement> Read(byte[] json, Positions positions)
    {
        var statements = ImmutableArray.CreateBuilder<ParsedStatement>();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("stmts"u8))
                continue;
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
                statements.Add(ReadOne(ref reader, json, positions));
        }
        return statements.ToImmutable();
    }

    static ParsedStatement ReadOne(ref Utf8JsonReader reader, byte[] json, Positions positions)
    {
        var (kind, tree, location, length) = ("", default(ReadOnlyMemory<byte>), 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("stmt_location"u8))
                location = Number(ref reader);
            else if (reader.ValueTextEquals("stmt_len"u8))
                length = Number(ref reader);
            else
                (kind, tree) = ReadTree(ref reader, json);
        }
        var start = positions.OfByte(location);
        var end = length > 0 ? positions.OfByte(location + length) : positions.Text.Length;
        return new ParsedStatement(kind, start, end - start, tree, positions);
    }

    static int Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    static (string Kind, ReadOnlyMemory<byte> Tree) ReadTree(ref Utf8JsonReader reader, byte[] json)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Read();
        var kind = reader.GetString()!;
        reader.Skip();
        reader.Read();
        return (kind, json.AsMemory(start, (int)reader.BytesConsumed - start));
    }
}
