using Segue.Grammar;
using static Segue.Grammar.GrammarTokenKind;

namespace Segue.Tests.Grammar;

public sealed class ScanTests
{
    [Fact]
    public void A_text_becomes_its_tokens()
    {
        const string Sql = "SELECT \"ü\".a, E'😀\\n', $$b$$, 1.5, $1 <> x'f' -- ä\n/* d */;";

        var tokens = PgGrammar.Scan(Sql).Tokens;

        Assert.Equal(
            [
                (Keyword, "SELECT"), (Identifier, "\"ü\""), (Symbol, "."), (Identifier, "a"), (Symbol, ","),
                (Literal, "E'😀\\n'"), (Symbol, ","), (Literal, "$$b$$"), (Symbol, ","), (Number, "1.5"),
                (Symbol, ","), (Parameter, "$1"), (Symbol, "<>"), (Literal, "x'f'"), (Comment, "-- ä"), (Comment, "/* d */"),
                (Symbol, ";"),
            ],
            tokens.Select(token => (token.Kind, Sql.Substring(token.Start, token.Length))));
    }

    [Fact]
    public void Control_characters_in_a_literal_do_no_harm()
    {
        var odd = "'" + string.Concat(Enumerable.Range(1, 31).Select(code => (char)code)) + "\\\"\u007f\u2028'";

        Assert.Equal([new GrammarToken(Literal, 1, odd.Length)], PgGrammar.Scan(" " + odd).Tokens);
    }

    [Fact]
    public void Tokens_that_double_in_length_when_escaped_do_no_harm()
    {
        var sql = string.Concat(Enumerable.Repeat("'\\\"' ", 50_000));

        Assert.Equal(50_000, PgGrammar.Scan(sql).Tokens.Length);
        Assert.Equal(50_000, PgGrammar.Scan(sql).Tokens.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void No_tokens_are_no_error(string sql) => Assert.Null(PgGrammar.Scan(sql).Error);

    [Theory]
    [InlineData("SELECT 'ä', 'open", 12, "unterminated quoted string at or near \"'open\"")]
    [InlineData("/* open", 0, "unterminated /* comment at or near \"/* open\"")]
    public void What_does_not_end_is_an_error(string sql, int offset, string message)
    {
        var error = PgGrammar.Scan(sql).Error!;

        Assert.Equal((offset, message), (error.Offset, error.Message));
    }

    [Fact]
    public void Between_tokens_there_is_white_space_alone()
    {
        foreach (var file in Corpus.OfTheRepository)
        {
            var sql = File.ReadAllText(file).TrimStart('\ufeff');
            var at = 0;
            foreach (var token in PgGrammar.Scan(sql).Tokens)
            {
                Assert.True(string.IsNullOrWhiteSpace(sql[at..token.Start]), $"{file} at {at}");
                at = token.Start + token.Length;
            }
        }
    }
}
