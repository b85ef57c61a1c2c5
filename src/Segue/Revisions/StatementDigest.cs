using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Tells whether a statement is still the one that was run: a digest that ignores comments and white space.</summary>
public static class StatementDigest
{
    /// <summary>SHA-256 over the tokens and the COPY data, lower-case hex.</summary>
    public static string Of(Statement statement)
    {
        using var digest = new DigestWriter();
        Append(statement.Text, digest);
        if (statement.CopyData is { } rows)
        {
            digest.Prefixed("copy");
            digest.Prefixed(rows);
        }
        return digest.End();
    }

    internal static void Append(ReadOnlySpan<char> statement, DigestWriter digest)
    {
        var lexer = new Lexer(statement);
        while (lexer.ReadSignificant())
            digest.Prefixed(statement.Slice(lexer.Current.Start, lexer.Current.Length));
        // A token is never empty: this ends the statement.
        digest.Prefixed("");
    }
}
