using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class TextTests
{
    [Fact]
    public void Fingerprints_are_equal_when_only_constants_and_blanks_differ()
    {
        var first = PgGrammar.Fingerprint("SELECT * FROM t WHERE a = 1 -- one").Text;

        Assert.Matches("^[0-9a-f]{16}$", first);
        Assert.Equal(first, PgGrammar.Fingerprint("select *\nfrom t\nwhere a = 'two'").Text);
        Assert.NotEqual(first, PgGrammar.Fingerprint("SELECT * FROM t WHERE b = 1").Text);
    }

    [Theory]
    [InlineData("SELECT * FROM t WHERE a = 'x' AND b IN (1, 2)", "SELECT * FROM t WHERE a = $1 AND b IN ($2, $3)")]
    [InlineData("SELECT 'ä', \"ü\", '😀' -- 1", "SELECT $1, \"ü\", $2 -- 1")]
    public void Normalizing_replaces_constants_alone(string sql, string normalized) =>
        Assert.Equal(new TextResult(normalized, null), PgGrammar.Normalize(sql));

    [Theory]
    [InlineData("selec", 0)]
    [InlineData("SELECT 'ä' FROM FROM", 16)]
    [InlineData("SELECT 'open", 7)]
    public void A_text_that_does_not_parse_has_neither(string sql, int offset)
    {
        var error = PgGrammar.Parse(sql).Error;

        Assert.Equal(offset, error!.Offset);
        Assert.Equal(new TextResult(null, error), PgGrammar.Fingerprint(sql));
        Assert.Equal(new TextResult(null, error), PgGrammar.Normalize(sql));
    }
}
