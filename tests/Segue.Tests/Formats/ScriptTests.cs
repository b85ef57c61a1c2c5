using Segue.Formats;

namespace Segue.Tests.Formats;

/// <summary>Plain SQL of other tools.</summary>
public sealed class ScriptTests
{
    readonly List<Problem> _problems = [];

    [Theory]
    [InlineData("BEGIN; SELECT 1; COMMIT;")]
    [InlineData("-- why\nstart transaction;\nSELECT 1;\nEND WORK;\n")]
    [InlineData("BEGIN TRANSACTION; SELECT 1; commit work")]
    internal void One_transaction_around_a_file_is_passed_over(string text)
    {
        Assert.Equal(["SELECT 1"], Read(text));
        Assert.Empty(_problems);
    }

    [Theory]
    [InlineData("BEGIN; SELECT 1; COMMIT; BEGIN; SELECT 2; COMMIT;", "f.sql:1:18 f.sql:1:26")]
    [InlineData("SELECT 1;\n  COMMIT;\nSELECT 2;", "f.sql:2:3")]
    [InlineData("BEGIN ISOLATION LEVEL SERIALIZABLE; SELECT 1; COMMIT;", "f.sql:1:1 f.sql:1:47")]
    [InlineData("BEGIN; SELECT 1;", "f.sql:1:1")]
    internal void Any_other_command_about_transactions_is_refused_where_it_stands(string text, string places)
    {
        Read(text);

        Assert.Equal(places, string.Join(' ', _problems.Select(problem => problem.Location)));
        Assert.All(_problems, problem => Assert.Equal("own-transaction", problem.Code));
    }

    [Fact]
    public void What_only_psql_understands_is_refused_where_it_stands()
    {
        Read("\\set x 1\nSELECT :x;\n\\restrict abc\n");

        Assert.Equal(["psql-command f.sql:1:1", "psql-variable f.sql:2:8"], _problems.Select(problem => $"{problem.Code} {problem.Location}"));
    }

    [Fact]
    public void Neither_placeholders_nor_directives_of_ours_are_seen()
    {
        Assert.Equal(["SELECT ${x}"], Read("-- segue: downgrade\n-- segue: nonsense\nSELECT ${x};"));
        Assert.Empty(_problems);
    }

    [Fact]
    public void Rows_of_a_copy_go_with_it_and_missing_ones_are_refused()
    {
        var read = new Script("x", _problems).Read(new("COPY t FROM STDIN;\n1\t;\n\\.\nSELECT 1;\nCOPY t FROM STDIN;\n", "f.sql"), .., ScriptTransaction.None);

        Assert.Equal("1\t;\n", read[0].Statement.CopyData);
        Assert.False(read[0].Directives.NoTransaction);
        Assert.True(read[1].Directives.NoTransaction);
        Assert.Equal(("copy-without-rows", 5), (_problems.Single().Code, _problems.Single().Location!.Value.Line));
    }

    [Theory]
    [InlineData("SELECT 'a")]
    [InlineData("/* a")]
    [InlineData("DO $$ BEGIN; END;")]
    internal void What_never_ends_is_refused(string text)
    {
        Read(text);

        Assert.Contains(_problems, problem => problem.Code == "unterminated");
    }

    IEnumerable<string> Read(string text) => FormatFolder.Show(new Script("x", _problems).Read(new(text, "f.sql"), .., ScriptTransaction.Around));
}
