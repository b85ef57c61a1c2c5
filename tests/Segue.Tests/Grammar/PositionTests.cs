using System.Text;
using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class PositionTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2")]
    [InlineData("-- größer\nSELECT 'ä'; /* 😀 */ SELECT '😀' AS \"ü\";SELECT 3")]
    [InlineData("SELECT '😀😀😀';\r\nSELECT 'ä' || '€';")]
    public void A_statement_is_cut_out_of_its_text_by_UTF16_units(string sql)
    {
        var statements = PgGrammar.Parse(sql).Statements;

        foreach (var statement in statements)
        {
            var text = sql.Substring(statement.Start, statement.Length);
            Assert.StartsWith("SELECT", text);
            Assert.DoesNotContain(';', text);
        }
        Assert.Equal(sql.Split("SELECT").Length - 1, statements.Length);
    }

    [Fact]
    public void A_location_points_at_its_token_in_a_long_text_of_mixed_width()
    {
        var sql = new StringBuilder();
        for (var i = 0; i < 400; i++)
            sql.Append("SELECT '").Append((i % 4) switch { 0 => "a", 1 => "ä", 2 => "€", _ => "😀" }, 0, i % 4 == 3 ? 2 : 1)
                .Append("', column_").Append(i).Append(" FROM t;\n");
        var text = sql.ToString();

        var statements = PgGrammar.Parse(text).Statements;

        Assert.Equal(400, statements.Length);
        for (var i = 0; i < statements.Length; i++)
        {
            var location = statements[i].Node.List("targetList")[1].Location!.Value;
            Assert.StartsWith($"column_{i} ", text[location..]);
        }
    }

    [Theory]
    [InlineData("a", 0, 1, 1, "syntax error at or near \"a\"")]
    [InlineData("SELECT 1,\n  FROM", 12, 2, 3, "syntax error at or near \"FROM\"")]
    [InlineData("SELECT 'ä', FROM t", 12, 1, 13, "syntax error at or near \"FROM\"")]
    [InlineData("SELECT '😀', FROM t", 13, 1, 13, "syntax error at or near \"FROM\"")]
    [InlineData("SELECT 1;\r\n-- 😀\r\nSELECT '😀' FROM FROM", 35, 3, 17, "syntax error at or near \"FROM\"")]
    [InlineData("SELECT 1,\r  FROM", 12, 2, 3, "syntax error at or near \"FROM\"")]
    [InlineData("SELECT (", 8, 1, 9, "syntax error at end of input")]
    [InlineData("SELECT '", 7, 1, 8, "unterminated quoted string at or near \"'\"")]
    public void An_error_says_where(string sql, int offset, int line, int column, string message)
    {
        var result = PgGrammar.Parse(sql);

        Assert.Equal(new GrammarError(GrammarErrorKind.Syntax, message, offset, line, column), result.Error);
        Assert.Empty(result.Statements);
    }
}
