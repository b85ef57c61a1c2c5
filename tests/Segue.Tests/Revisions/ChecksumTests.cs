using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class ChecksumTests
{
    const string Text = """
        -- revision: a

        -- segue: upgrade
        CREATE TABLE t (a int, b text DEFAULT 'x
        y');
        DO $$
        BEGIN
        END $$;

        """;

    [Theory]
    [InlineData("\uFEFF" + Text)]
    [InlineData(Text + "\n\n  \n")]
    [InlineData("-- revision: a   \n\n-- segue: upgrade\t\nCREATE TABLE t (a int, b text DEFAULT 'x\ny');  \r\nDO $$\nBEGIN\nEND $$;")]
    public void Byte_order_mark_line_ends_and_trailing_blanks_do_not_count(string text)
    {
        Assert.Equal(Checksums.Of(Text), Checksums.Of(text));
        Assert.Equal(ChecksumChange.Same, Change(Text, text));
    }

    [Theory]
    [InlineData("int, b", "int,  b")]
    [InlineData("CREATE TABLE", "/* c */ CREATE\nTABLE")]
    [InlineData("-- revision: a", "-- revision: a\n-- author: Ada")]
    [InlineData("CREATE", "-- segue: allow x because y\nCREATE")]
    [InlineData("$$;", "$$")]
    [InlineData("t (a", "t(a")]
    public void Comments_and_white_space_are_a_change_of_comments(string from, string to) =>
        Assert.Equal(ChecksumChange.CommentsOnly, Change(Text, Text.Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("int", "bigint")]
    [InlineData("'x\n", "'x\r\n")]
    [InlineData("'x\n", "'x \n")]
    [InlineData("BEGIN\n", "BEGIN\r\n")]
    [InlineData("CREATE", "-- segue: no-transaction\nCREATE")]
    [InlineData("segue: upgrade", "segue: downgrade")]
    [InlineData("int, b text", "int b, text")]
    public void What_the_database_would_receive_or_what_would_be_done_is_a_change_of_SQL(string from, string to) =>
        Assert.Equal(ChecksumChange.Sql, Change(Text, Text.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Rows_of_COPY_count_to_the_last_blank() =>
        Assert.Equal(ChecksumChange.Sql, Change("COPY t FROM STDIN;\n1\n\\.\n", "COPY t FROM STDIN;\n1 \n\\.\n"));

    [Fact]
    public void Tokens_do_not_run_into_each_other() =>
        Assert.Equal(ChecksumChange.Sql, Change("SELECT a b;", "SELECT ab;"));

    [Fact]
    public void The_first_rules_are_fixed_for_ever() => Assert.Equal(
        new Checksum(
            "segue-1",
            "ff910067cd5acec2488d1a257b87cf37a31bb91ce9ff7da7a7c367809352cedc",
            "532c3d60023f16880f902a37268a57e365f9382dadd82d3e47ffba047654a962"),
        Checksums.Of("-- revision: größe 😀\r\n\r\n-- segue: upgrade\r\nSELECT 'a\r\nb', $$c$$ /* d */;  \r\n"));

    [Fact]
    public void Checksums_by_other_rules_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => Checksums.Compare(Checksums.Of(Text) with { Algorithm = "other" }, Checksums.Of(Text)));

    [Fact]
    public void A_long_text_in_two_encodings_is_digested_whole()
    {
        var emoji = "SELECT '" + string.Concat(Enumerable.Repeat("😀", 5_000)) + "';";
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(emoji))),
            Checksums.Of(emoji).Text);
        Assert.NotEqual(Checksums.Of(emoji), Checksums.Of("\n" + emoji));
    }

    [Fact]
    public void The_digest_of_a_statement_ignores_comments_and_knows_rows()
    {
        var place = new SourceLocation("x.sql", 1, 1);
        var digest = StatementDigest.Of(new("SELECT 1", place));
        Assert.Equal(digest, StatementDigest.Of(new("SELECT /* one */\n1", place)));
        Assert.NotEqual(digest, StatementDigest.Of(new("SELECT 1", place) { CopyData = "" }));
        Assert.NotEqual(digest, StatementDigest.Of(new("SELECT 2", place)));
    }

    static ChecksumChange Change(string old, string now) => Checksums.Compare(Checksums.Of(old), Checksums.Of(now));
}
