using Segue.Sql;

namespace Segue.Formats;

/// <summary>Transactions that stand in a file itself.</summary>
static class OwnTransaction
{
    /// <summary>A BEGIN, with no mode of its own, and a COMMIT that their author put around a whole file, because the tool it was written for does not.</summary>
    public static bool Wraps(IReadOnlyList<Statement> statements) =>
        statements.Count >= 2
        && Words(statements[0].Text) is "BEGIN" or "BEGIN WORK" or "BEGIN TRANSACTION" or "START TRANSACTION"
        && Words(statements[^1].Text) is "COMMIT" or "COMMIT WORK" or "COMMIT TRANSACTION" or "END" or "END WORK" or "END TRANSACTION";

    /// <summary>A statement that can commit or roll back what it runs in.</summary>
    public static bool MayEnd(Statement statement) => Words(statement.Text, 1) switch
    {
        "CALL" => true,
        "DO" => statement.Text.Contains("COMMIT", StringComparison.OrdinalIgnoreCase) || statement.Text.Contains("ROLLBACK", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    static string Words(string text, int most = 3)
    {
        var words = new List<string>();
        var lexer = new Lexer(text);
        while (words.Count < most && lexer.ReadSignificant())
            words.Add(text.Substring(lexer.Current.Start, lexer.Current.Length).ToUpperInvariant());
        return string.Join(' ', words);
    }
}
