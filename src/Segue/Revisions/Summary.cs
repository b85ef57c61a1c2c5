using Segue.Sql;

namespace Segue.Revisions;

/// <summary>A statement in one line.</summary>
static class Summary
{
    const int Longest = 100;

    /// <summary>Its tokens with single blanks between them, cut at 100 characters; comments are left out, and the values of placeholders: one may be a password.</summary>
    public static string Of(Statement statement)
    {
        var written = statement.Map?.Written ?? statement.Text;
        var text = new System.Text.StringBuilder();
        var lexer = new Lexer(written);
        var end = 0;
        while (lexer.ReadSignificant())
        {
            if (text.Length > 0 && lexer.Current.Start > end)
                text.Append(' ');
            var token = written.AsSpan(lexer.Current.Start, Math.Min(lexer.Current.Length, Longest + 1));
            if (lexer.Current.Kind == TokenKind.Word)
                text.Append(token);
            else
                text.Append(token.ToString().ReplaceLineEndings(" "));
            end = lexer.Current.End;
            if (text.Length > Longest)
                return text.ToString(0, Longest - 1) + "…";
        }
        return text.ToString();
    }
}
