using Token = Segue.Formats.AlembicPython.Token;
using TokenKind = Segue.Formats.AlembicPython.Kind;

namespace Segue.Formats;

/// <summary>What a Python module says at its top level, read without running it.</summary>
sealed class AlembicModule
{
    readonly Dictionary<string, Assignment> _assignments = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> _functions = new(StringComparer.Ordinal);

    /// <summary>A name that gets a value.</summary>
    /// <param name="Start">Where the value stands.</param>
    /// <param name="Values">None: empty; null: it cannot be told without running Python.</param>
    public readonly record struct Assignment(int Start, IReadOnlyList<string>? Values);

    /// <summary>The string that the module begins with; empty: there is none.</summary>
    public string Docstring { get; private init; } = "";

    /// <summary>The last value that is given to a name in a line that is not indented; null: none.</summary>
    public Assignment? this[string name] => _assignments.TryGetValue(name, out var found) ? found : null;

    /// <summary>Where a function begins; null: there is none of that name.</summary>
    public int? Function(string name) => _functions.TryGetValue(name, out var start) ? start : null;

    /// <summary>Reads it.</summary>
    public static AlembicModule Read(string text)
    {
        var lines = Lines(text).ToList();
        var module = new AlembicModule { Docstring = lines is [[{ Kind: TokenKind.Text } first], ..] ? first.Value : "" };
        foreach (var line in lines)
        {
            if (line[0] is not { Kind: TokenKind.Word } name || !IsAtMargin(text, name.Start))
                continue;
            if (name.Value == "def" && line is [_, { Kind: TokenKind.Word } function, ..])
                module._functions[function.Value] = name.Start;
            else if (EqualsSign(line) is > 0 and var equals && equals + 1 < line.Count)
                module._assignments[name.Value] = new(line[equals + 1].Start, Values(line[(equals + 1)..]));
        }
        return module;
    }

    static bool IsAtMargin(string text, int start) => start == 0 || text[start - 1] is '\n' or '\r' or '\uFEFF';

    static IEnumerable<List<Token>> Lines(string text)
    {
        var line = new List<Token>();
        foreach (var token in AlembicPython.Read(text))
        {
            if (token.Kind != TokenKind.LineEnd)
            {
                line.Add(token);
            }
            else if (line.Count > 0)
            {
                yield return line;
                line = [];
            }
        }
    }

    /// <summary>Where the value begins: <c>name = ...</c> or <c>name: annotation = ...</c>; -1: it is something else.</summary>
    static int EqualsSign(List<Token> line)
    {
        if (line is not [_, { Kind: TokenKind.Sign, Value: "=" or ":" }, ..])
            return -1;
        var at = line.FindIndex(token => token is { Kind: TokenKind.Sign, Value: "=" });
        return at < 0 || (at + 1 < line.Count && line[at + 1] is { Kind: TokenKind.Sign, Value: "=" }) ? -1 : at;
    }

    /// <summary>A string, None, or a tuple, list or set of strings.</summary>
    static List<string>? Values(IReadOnlyList<Token> tokens)
    {
        var values = new List<string>();
        var goesOn = false;
        foreach (var token in tokens)
        {
            switch (token)
            {
                case { Kind: TokenKind.Text } when goesOn:
                    values[^1] += token.Value;
                    break;
                case { Kind: TokenKind.Text }:
                    values.Add(token.Value);
                    break;
                case { Kind: TokenKind.Word, Value: "None" } when tokens.Count == 1:
                case { Kind: TokenKind.Sign, Value: "(" or ")" or "[" or "]" or "{" or "}" or "," }:
                    break;
                default:
                    return null;
            }
            goesOn = token.Kind == TokenKind.Text;
        }
        return values;
    }
}
