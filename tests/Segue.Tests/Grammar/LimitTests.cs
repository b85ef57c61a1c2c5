using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class LimitTests
{
    [Fact]
    public void A_NUL_character_is_an_error_where_it_stands()
    {
        var error = PgGrammar.Parse("SELECT 1;\nSELECT '\0'").Error;

        Assert.Equal(new GrammarError(GrammarErrorKind.Input, "the text contains a NUL character", 18, 2, 9), error);
    }

    [Theory]
    [InlineData("SELECT '", 0xd83d, "'", 8)]
    [InlineData("SELECT 'ä", 0xde00, "'", 9)]
    [InlineData("SELECT '", 0xd83d, "", 8)]
    public void Half_of_a_surrogate_pair_is_an_error_where_it_stands(string before, int half, string after, int offset)
    {
        var error = PgGrammar.Parse(before + (char)half + after).Error!;

        Assert.Equal((GrammarErrorKind.Input, offset), (error.Kind, error.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("-- nothing\n/* at all */;;;")]
    public void A_text_without_statements_is_no_error(string sql)
    {
        var result = PgGrammar.Parse(sql);

        Assert.Null(result.Error);
        Assert.Empty(result.Statements);
        Assert.NotNull(PgGrammar.Fingerprint(sql).Text);
        Assert.NotNull(PgGrammar.Normalize(sql).Text);
    }

    [Fact]
    public void A_chain_deeper_than_the_ordinary_stack_still_parses()
    {
        var result = PgGrammar.Parse(Chain(5_000));

        Assert.Null(result.Error);
        Assert.Equal(5_001, result.Statements[0].Node.Descendants().Count(node => node.Is("A_Const")));
    }

    [Fact]
    public void A_chain_too_deep_for_any_stack_is_an_error_and_the_next_text_parses()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal((GrammarErrorKind.TooDeep, "nested too deeply"), KindAndMessage(PgGrammar.Parse(Chain(200_000)).Error!));
            Assert.Null(PgGrammar.Parse("SELECT 1").Error);
        }
    }

    [Fact]
    public void A_deep_chain_on_a_small_stack_is_an_error_and_no_dead_process()
    {
        GrammarError? error = null;
        var thread = new Thread(() => error = PgGrammar.Parse(Chain(200_000)).Error, 512 * 1024);
        thread.Start();
        thread.Join();

        Assert.Equal(GrammarErrorKind.TooDeep, error!.Kind);
    }

    [Fact]
    public void Too_many_parentheses_are_the_error_PostgreSQL_gives()
    {
        var error = PgGrammar.Parse("SELECT " + new string('(', 20_000) + "1" + new string(')', 20_000)).Error!;

        Assert.Equal((GrammarErrorKind.Syntax, "memory exhausted at or near \"(\""), KindAndMessage(error));
    }

    [Fact]
    public void Fingerprint_and_normalize_survive_deep_nesting_too()
    {
        Assert.Equal(GrammarErrorKind.TooDeep, PgGrammar.Fingerprint(Chain(200_000)).Error!.Kind);
        Assert.Equal(GrammarErrorKind.TooDeep, PgGrammar.Normalize(Chain(200_000)).Error!.Kind);
    }

    [Fact]
    public void A_large_text_parses_and_its_memory_is_let_go()
    {
        var sql = string.Concat(Enumerable.Repeat("INSERT INTO t (a, b) VALUES (1, 'one'), (2, 'two');\n", 40_000));

        var pool = new MachinePool(1);

        var result = PgGrammar.Parse(sql, pool);

        Assert.Equal(40_000, result.Statements.Length);
        Assert.Equal("InsertStmt", result.Statements[^1].Node.Kind);
        Assert.Null(pool.Look());
    }

    static string Chain(int length) => "SELECT 1" + string.Concat(Enumerable.Repeat(" + 1", length));

    static (GrammarErrorKind, string) KindAndMessage(GrammarError error) => (error.Kind, error.Message);
}
