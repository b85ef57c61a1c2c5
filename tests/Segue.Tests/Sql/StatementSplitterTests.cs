using Segue.Sql;

namespace Segue.Tests.Sql;

public sealed class StatementSplitterTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT ';'; SELECT ''';'", "SELECT ';'", "SELECT ''';'")]
    [InlineData(@"SELECT E'\';'; SELECT '\'; SELECT 3", @"SELECT E'\';'", @"SELECT '\'", "SELECT 3")]
    [InlineData(@"SELECT U&'\0041;' UESCAPE '\'; SELECT U&"";""", @"SELECT U&'\0041;' UESCAPE '\'", @"SELECT U&"";""")]
    [InlineData("SELECT B'1;', X'a;'; SELECT 2", "SELECT B'1;', X'a;'", "SELECT 2")]
    [InlineData("SELECT 'a'\n';'; SELECT 2", "SELECT 'a'\n';'", "SELECT 2")]
    [InlineData("SELECT E'a' -- it's\n'\\';'; SELECT 2", "SELECT E'a' -- it's\n'\\';'", "SELECT 2")]
    [InlineData("SELECT \"a;\"\"b\"; SELECT 2", "SELECT \"a;\"\"b\"", "SELECT 2")]
    [InlineData("SELECT /* ; /* ; */ ; */ 1; SELECT 2", "SELECT /* ; /* ; */ ; */ 1", "SELECT 2")]
    [InlineData("SELECT 1 -- ;\n; SELECT 2", "SELECT 1", "SELECT 2")]
    [InlineData("SELECT 1 */*;*/ 2; SELECT 2", "SELECT 1 */*;*/ 2", "SELECT 2")]
    [InlineData("SELECT 1 @--;\n2; SELECT 2", "SELECT 1 @--;\n2", "SELECT 2")]
    [InlineData("DO $$ ; $a$ ; $$; SELECT 2", "DO $$ ; $a$ ; $$", "SELECT 2")]
    [InlineData("DO $a$ ; $$ ; $b$ ; $a$; SELECT 2", "DO $a$ ; $$ ; $b$ ; $a$", "SELECT 2")]
    [InlineData("SELECT a$b$c; SELECT $1; SELECT a$$; SELECT 4", "SELECT a$b$c", "SELECT $1", "SELECT a$$", "SELECT 4")]
    [InlineData("SELECT größe$a$; SELECT $größe$;$größe$", "SELECT größe$a$", "SELECT $größe$;$größe$")]
    [InlineData("SELECT 1$$;$$; SELECT 2", "SELECT 1$$;$$", "SELECT 2")]
    [InlineData("SELECT (1; SELECT 2)", "SELECT (1", "SELECT 2)")]
    [InlineData(";;SELECT 1;;\n;", "SELECT 1")]
    [InlineData("-- nothing\n/* at all */", new string[0])]
    [InlineData("", new string[0])]
    public void A_semicolon_ends_a_statement_only_where_PostgreSQL_says_so(string text, params string[] expected) =>
        Assert.Equal(expected, Texts(text));

    [Theory]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END; SELECT 3")]
    [InlineData("create or replace procedure p() begin /* ; */ atomic insert into t values (1); end; SELECT 3")]
    [InlineData("CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN CASE a WHEN 2 THEN 3 END END; END; SELECT 3")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT 2 end; SELECT t.end FROM t; SELECT a case FROM t; END; SELECT 3")]
    [InlineData("CREATE FUNCTION begin(begin atomic) RETURNS int RETURN 1; SELECT 3")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END; SELECT 3")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT begin atomic FROM t; END; SELECT 3")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; END; END; SELECT 3")]
    [InlineData("CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); INSERT INTO b VALUES (2)); SELECT 3")]
    [InlineData("CREATE OR REPLACE RULE r AS ON INSERT TO t DO ALSO NOTIFY t; SELECT 3")]
    public void A_body_or_the_actions_of_a_rule_hold_semicolons(string text) =>
        Assert.Equal([text[..text.LastIndexOf(';')], "SELECT 3"], Texts(text));

    [Theory]
    [InlineData("BEGIN; SELECT 1; END", "BEGIN", "SELECT 1", "END")]
    [InlineData("CREATE TABLE begin (atomic int); SELECT 1", "CREATE TABLE begin (atomic int)", "SELECT 1")]
    [InlineData("SELECT begin atomic; SELECT 2", "SELECT begin atomic", "SELECT 2")]
    public void Begin_is_an_ordinary_word_elsewhere(string text, params string[] expected) => Assert.Equal(expected, Texts(text));

    [Fact]
    public void Rows_of_COPY_belong_to_their_statement()
    {
        const string Text = "COPY t (a, b) FROM stdin; -- rows\n1\tit's; \\\\.\n\\.\nSELECT 2;";
        var statements = StatementSplitter.Statements(Text, "x.sql");
        Assert.Equal(["COPY t (a, b) FROM stdin", "SELECT 2"], statements.Select(statement => statement.Text));
        Assert.Equal("1\tit's; \\\\.\n", statements[0].CopyData);
        Assert.Equal(new SourceLocation("x.sql", 4, 1), statements[1].Location);
    }

    [Theory]
    [InlineData("COPY t FROM STDIN;\n\\.\nSELECT 2;", "")]
    [InlineData("COPY t FROM STDIN;\r\n1\r\n\\.\r\nSELECT 2;", "1\r\n")]
    [InlineData("COPY t FROM STDIN;\n1", "1")]
    [InlineData("COPY t FROM STDIN;", null)]
    [InlineData("COPY (SELECT a FROM stdin) TO stdout;\nSELECT 2;", null)]
    [InlineData("COPY stdin FROM '/x';\nSELECT 2;", null)]
    public void Rows_go_up_to_a_line_of_backslash_and_dot(string text, string? expected) =>
        Assert.Equal(expected, StatementSplitter.Statements(text, "x.sql")[0].CopyData);

    [Fact]
    public void A_backslash_ends_a_statement_and_begins_a_line_for_psql()
    {
        const string Text = "\\set a 1\nSELECT 1 \\gexec\nSELECT 2;";
        Assert.Equal(
            ["PsqlLine:\\set a 1", "Gap:\n", "Statement:SELECT 1", "Gap: ", "PsqlLine:\\gexec", "Gap:\n", "Statement:SELECT 2;"],
            StatementSplitter.Split(Text).Select(piece => $"{piece.Kind}:{piece.In(Text)}"));
    }

    [Theory]
    [InlineData("SELECT 'a; SELECT 2", 7)]
    [InlineData("SELECT $a$ $b$", 7)]
    [InlineData("SELECT 1; /* /* */", 10)]
    [InlineData("SELECT \"a", 7)]
    public void What_never_ends_is_pointed_at(string text, int start) =>
        Assert.Equal(start, Assert.Single(StatementSplitter.Split(text), piece => piece.Unterminated is not null).Unterminated);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_statement() =>
        Assert.Equal(new SourceLocation("x.sql", 1, 1), StatementSplitter.Statements("\uFEFFSELECT 1;", "x.sql")[0].Location);

    static IEnumerable<string> Texts(string text) => StatementSplitter.Statements(text, "x.sql").Select(statement => statement.Text);
}
