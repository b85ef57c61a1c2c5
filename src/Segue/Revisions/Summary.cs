using Segue.Sql;

namespace Segue.Revisions;

/// <summary>A statement in one line.</summary>
static class Summary
{
    const int Longest = 100;

    /// <summary>Its tokens with single blanks between them, cut at 100 characters; comments are left out.</summary>
    public static string Of(Statement statement)
    {
        var text = new System.Text.StringBuilder();
        var lexer = new Lexer(statement.Text);
        var end = 0;
        while (lexer.ReadSignificant())
        {
            if (text.Length > 0 && lexer.Current.Start > end)
                text.Append(' ');
            text.Append(statement.Text.AsSpan(lexer.Current.Start, Math.Min(lexer.Current.Length, Longest + 1)).ToString().ReplaceLineEndings(" "));
            end = lexer.Current.End;
            if (text.Length > Longest)
                return text.ToString(0, Longest - 1) + "…";
        }
        return text.ToString();
    }
}
