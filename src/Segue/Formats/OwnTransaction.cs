using Segue.Sql;

namespace Segue.Formats;

/// <summary>A BEGIN and a COMMIT that their author put around a whole file, because the tool it was written for does not.</summary>
static class OwnTransaction
{
    /// <summary>The first statement opens a transaction, with no mode of its own, and the last one commits it.</summary>
    public static bool Wraps(IReadOnlyList<Statement> statements) =>
        statements.Count >= 2
        && Words(statements[0].Text) is "BEGIN" or "BEGIN WORK" or "BEGIN TRANSACTION" or "START TRANSACTION"
        && Words(statements[^1].Text) is "COMMIT" or "COMMIT WORK" or "COMMIT TRANSACTION" or "END" or "END WORK" or "END TRANSACTION";

    static string Words(string text)
    {
        const int Most = 3;
        var words = new List<string>();
        var lexer = new Lexer(text);
        while (words.Count < Most && lexer.ReadSignificant())
            words.Add(text.Substring(lexer.Current.Start, lexer.Current.Length).ToUpperInvariant());
        return string.Join(' ', words);
    }
}
