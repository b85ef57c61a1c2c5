using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class PlPgSqlTests
{
    [Fact]
    public void A_function_becomes_a_tree_with_its_queries_as_text()
    {
        var result = PgGrammar.ParsePlPgSql("""
            CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql AS $$
            DECLARE v int := 'ä😀';
            BEGIN
                SELECT count(*) INTO v FROM t WHERE a = n;
                RETURN v;
            END $$
            """);

        Assert.Null(result.Error);
        Assert.Equal("PLpgSQL_function", result.Function.Kind);
        var queries = result.Function.Descendants().Where(node => node.Is("PLpgSQL_expr")).Select(node => node.Text("query"));
        Assert.Contains("SELECT count(*)        FROM t WHERE a = n", queries);
        Assert.Contains("'ä😀'", queries);
    }

    [Theory]
    [InlineData("DO $$ BEGIN PERFORM 1; END $$")]
    [InlineData("DO LANGUAGE plpgsql $$ BEGIN PERFORM 1; END $$")]
    [InlineData("CREATE PROCEDURE p() LANGUAGE 'PLPGSQL' AS 'BEGIN NULL; END'")]
    [InlineData("CREATE OR REPLACE FUNCTION f() RETURNS trigger AS $x$ BEGIN RETURN NEW; END $x$ LANGUAGE plpgsql;")]
    public void Blocks_procedures_and_triggers_parse(string sql) => Assert.Equal("PLpgSQL_function", PgGrammar.ParsePlPgSql(sql).Function.Kind);

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETRUN 1; END $$", "syntax error at or near \"RETRUN\"")]
    [InlineData("DO $$ BEGIN y := 1; END $$", "\"y\" is not a known variable")]
    [InlineData("CREATE FUNCTION f() RETUR", "syntax error at or near \"RETUR\"")]
    public void A_mistake_is_an_error(string sql, string message)
    {
        var result = PgGrammar.ParsePlPgSql(sql);

        Assert.Equal((GrammarErrorKind.Syntax, message), (result.Error!.Kind, result.Error.Message));
        Assert.True(result.Function.IsNone);
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("")]
    [InlineData("DO 'BEGIN END'; DO 'BEGIN END'")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql")]
    [InlineData("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql RETURN 1")]
    [InlineData("DO LANGUAGE plperl 'x'")]
    public void Anything_else_is_refused_before_it_can_fail_an_assertion(string sql) =>
        Assert.Equal(GrammarErrorKind.Input, PgGrammar.ParsePlPgSql(sql).Error!.Kind);
}
