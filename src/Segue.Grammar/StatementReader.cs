using System.Collections.Immutable;
using System.Text;

namespace Segue.Grammar;

/// <summary>
/// Finds the statements in the JSON of a whole text, and leaves their trees unread until somebody asks. Written by hand because the JSON
/// is PostgreSQL's own, compact and sound, and because the reader of the framework brings methods that have to be compiled when the
/// program starts: 5 of 10 ms of the first parse.
/// </summary>
ref struct StatementReader
{
    readonly byte[] _json;
    readonly Positions _positions;
    int _at;

    StatementReader(byte[] json, Positions positions) => (_json, _positions) = (json, positions);

    /// <summary><c>{"version":180004,"stmts":[{"stmt":{"SelectStmt":{...}},"stmt_location":19,"stmt_len":42}]}</c></summary>
    public static ImmutableArray<ParsedStatement> Read(byte[] json, Positions positions) => new StatementReader(json, positions).Read();

    ImmutableArray<ParsedStatement> Read()
    {
        var statements = ImmutableArray.CreateBuilder<ParsedStatement>();
        _at = _json.AsSpan().IndexOf("\"stmts\":["u8) + "\"stmts\":["u8.Length;
        while (_json[_at] != ']')
        {
            statements.Add(ReadStatement());
            if (_json[_at] == ',')
                _at++;
        }
        return statements.ToImmutable();
    }

    ParsedStatement ReadStatement()
    {
        var (kind, location, length) = ("", 0, 0);
        var tree = default(ReadOnlyMemory<byte>);
        while (_json[_at] != '}')
        {
            _at++; // the brace or the comma
            var name = ReadString();
            _at++; // the colon
            if (name.SequenceEqual("stmt_location"u8))
                location = ReadNumber();
            else if (name.SequenceEqual("stmt_len"u8))
                length = ReadNumber();
            else
                tree = ReadTree(out kind);
        }
        _at++;
        var start = _positions.OfByte(location);
        var end = length > 0 ? _positions.OfByte(location + length) : _positions.Text.Length;
        return new ParsedStatement(kind, start, end - start, tree, _positions);
    }

    ReadOnlyMemory<byte> ReadTree(out string kind)
    {
        var start = _at++;
        kind = Encoding.UTF8.GetString(ReadString());
        _at = start;
        var depth = 0;
        do
        {
            switch (_json[_at])
            {
                case (byte)'"': ReadString(); continue;
                case (byte)'{' or (byte)'[': depth++; break;
                case (byte)'}' or (byte)']': depth--; break;
            }
            _at++;
        }
        while (depth > 0);
        return _json.AsMemory(start, _at - start);
    }

    ReadOnlySpan<byte> ReadString()
    {
        var start = ++_at;
        while (_json[_at] != '"')
            _at += _json[_at] == '\\' ? 2 : 1;
        return _json.AsSpan(start, _at++ - start);
    }

    int ReadNumber()
    {
        var number = 0;
        for (; _json[_at] is >= (byte)'0' and <= (byte)'9'; _at++)
            number = number * 10 + (_json[_at] - '0');
        return number;
    }
}
