using System.Security.Cryptography;
using Segue.Grammar;

namespace Segue.Tests.Grammar;

/// <summary>What is compared between the translation and the original; the JSON of <c>reference.mjs</c>.</summary>
sealed record Answer
{
    public string? Tree { get; init; }

    public string? Statements { get; init; }

    public string? Fingerprint { get; init; }

    public string? Normalized { get; init; }

    public string? Message { get; init; }

    public int Offset { get; init; }

    /// <summary>How the original gave up, in words of its own.</summary>
    public string? Trap { get; init; }

    public static Answer Of(string sql)
    {
        var result = PgGrammar.Parse(sql);
        if (result.Error is { } error)
            return new Answer { Message = error.Message, Offset = error.Offset };
        return new Answer
        {
            Tree = Convert.ToHexString(SHA256.HashData(result.Json.Span)),
            Statements = string.Join(' ', result.Statements.Select(item => $"{item.Kind}:{item.Start}:{item.Length}")),
            Fingerprint = PgGrammar.Fingerprint(sql).Text,
            Normalized = PgGrammar.Normalize(sql).Text,
        };
    }
}
