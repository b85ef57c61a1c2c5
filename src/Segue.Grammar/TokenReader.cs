using System.Collections.Immutable;
using System.Text.Json;

namespace Segue.Grammar;

/// <summary>Reads the answer of the lexer.</summary>
static class TokenReader
{
    /// <summary>Numbers of the token types that gram.y declares first; the same in every version since PostgreSQL 13.</summary>
    const int Ident = 258, UIdent = 259, FConst = 260, SConst = 261, XConst = 264, IConst = 266, Param = 267, SqlComment = 275, CComment = 276;

    public static ImmutableArray<GrammarToken> Read(string json, Positions positions)
    {
        using var document = JsonDocument.Parse(WithoutControls(json));
        var tokens = ImmutableArray.CreateBuilder<GrammarToken>();
        foreach (var token in document.RootElement.GetProperty("tokens").EnumerateArray())
        {
            var start = positions.OfByte(token.GetProperty("start").GetInt32());
            var end = positions.OfByte(token.GetProperty("end").GetInt32());
            var kind = token.GetProperty("keywordKind").GetInt32() != 0
                ? GrammarTokenKind.Keyword
                : KindOf(token.GetProperty("tokenType").GetInt32());
            tokens.Add(new GrammarToken(kind, start, end - start));
        }
        return tokens.ToImmutable();
    }

    /// <summary>The lexer's answer repeats the text of each token and leaves control characters in it as they are, which JSON forbids.</summary>
    static string WithoutControls(string json) => string.Create(json.Length, json, static (target, source) =>
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = source[i] < ' ' ? ' ' : source[i];
    });

    static GrammarTokenKind KindOf(int type) => type switch
    {
        Ident or UIdent => GrammarTokenKind.Identifier,
        FConst or IConst => GrammarTokenKind.Number,
        >= SConst and <= XConst => GrammarTokenKind.Literal,
        Param => GrammarTokenKind.Parameter,
        SqlComment or CComment => GrammarTokenKind.Comment,
        _ => GrammarTokenKind.Symbol,
    };
}
