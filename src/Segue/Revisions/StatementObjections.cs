using Segue.Sql;

namespace Segue.Revisions;

/// <summary>What a statement of a revision may not be: the user's own transaction, or text that psql would have filled in.</summary>
static class StatementObjections
{
    public static void Find(Statement statement, ICollection<Problem> problems)
    {
        var lexer = new Lexer(statement.Text);
        if (!lexer.ReadSignificant())
            return;
        if (lexer.Current.Kind == TokenKind.Word)
            FindTransactionControl(statement, lexer, problems);
        if (statement.Text.Contains(':', StringComparison.Ordinal))
            FindVariables(statement, problems);
    }

    static void FindTransactionControl(Statement statement, Lexer lexer, ICollection<Problem> problems)
    {
        var word = Word(statement.Text, lexer.Current);
        switch (word)
        {
            case "BEGIN" or "COMMIT" or "END" or "ABORT":
                break;
            case "START" or "PREPARE":
                if (!lexer.ReadSignificant() || Word(statement.Text, lexer.Current) != "TRANSACTION")
                    return;
                word += " TRANSACTION";
                break;
            case "ROLLBACK":
                while (lexer.ReadSignificant())
                {
                    if (Word(statement.Text, lexer.Current) == "TO")
                        return;
                }
                break;
            case "COPY":
                while (lexer.ReadSignificant())
                {
                    if (lexer.Current.Kind == TokenKind.Word && Word(statement.Text, lexer.Current) == "STDOUT")
                    {
                        problems.Add(new("copy-to-stdout", "COPY ... TO STDOUT has nowhere to go")
                        {
                            Location = statement.Location,
                            Remedy = "segue export writes a file",
                        });
                        return;
                    }
                }
                return;
            default:
                return;
        }
        problems.Add(new("own-transaction", $"{word} is refused: a revision does not open or close transactions itself")
        {
            Location = statement.Location,
            Remedy = "take it away; what cannot run in a transaction gets one '-- segue: no-transaction' line before it",
        });
    }

    static void FindVariables(Statement statement, ICollection<Problem> problems)
    {
        var text = statement.Text;
        var brackets = 0;
        var openings = new Stack<bool>();
        var previous = default(Token);
        var lexer = new Lexer(text);
        while (lexer.Read())
        {
            var token = lexer.Current;
            var symbol = token is { Kind: TokenKind.Symbol, Length: 1 } ? text[token.Start] : '\0';
            switch (symbol)
            {
                case '[':
                    brackets++;
                    break;
                case ']':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '(':
                    openings.Push(Word(text, previous) is "JSON_OBJECT" or "JSON_OBJECTAGG");
                    break;
                case ')':
                    openings.TryPop(out _);
                    break;
                // A colon is SQL in array slices and between the key and the value of JSON_OBJECT.
                case ':' when brackets == 0 && !(openings.TryPeek(out var json) && json) && Variable(text, token.End) is { } name:
                    problems.Add(new("psql-variable", $"':{name}' is filled in by psql only")
                    {
                        Location = statement.LocationOf(token.Start),
                        Remedy = "write " + Replacement(name) + " and give it a value under 'variables'",
                    });
                    break;
            }
            if (!token.IsTrivia)
                previous = token;
        }
    }

    static string? Variable(string text, int start)
    {
        var lexer = new Lexer(text) { Position = start };
        return lexer.Read()
            && lexer.Current is { Kind: TokenKind.Word or TokenKind.Literal or TokenKind.QuotedName, IsUnterminated: false }
            ? text.Substring(start, lexer.Current.Length)
            : null;
    }

    static string Replacement(string name) => name[0] switch
    {
        '\'' => $"${{{name.Trim('\'')}:literal}}",
        '"' => $"${{{name.Trim('"')}:ident}}",
        _ => $"${{{name}}}",
    };

    static string Word(string text, Token token) =>
        token.Kind == TokenKind.Word && token.Length < 20 ? text.Substring(token.Start, token.Length).ToUpperInvariant() : "";
}
