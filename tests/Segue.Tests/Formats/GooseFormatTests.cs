using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class GooseFormatTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Annotations_cut_the_file_in_two()
    {
        _folder.File("00001_a.sql", """
            -- why
            -- +goose Up
            CREATE TABLE t (id int); SELECT 1;
            -- +goose StatementBegin
            CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN
            -- a comment
            RETURN 1; END $$;
            -- +goose StatementEnd

            -- +goose Down
            DROP FUNCTION f();
            DROP TABLE t;
            """);

        var body = await _folder.BodyAsync("goose");

        Assert.Equal(3, body.Upgrade.Length);
        Assert.Equal(["DROP FUNCTION f()", "DROP TABLE t"], FormatFolder.Show(body.Downgrade));
        Assert.Equal(("00001_a.sql", 11, 1), (body.Downgrade[0].Statement.Location.File, body.Downgrade[0].Statement.Location.Line, body.Downgrade[0].Statement.Location.Column));
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task No_transaction_is_said_of_both_ways()
    {
        _folder.File("1_a.sql", "-- +goose no transaction\n-- +goose up\nSELECT 1; SELECT 2;\n-- +goose down\nSELECT 3;\n");

        var body = await _folder.BodyAsync("goose");

        Assert.Equal(["*SELECT 1", "*SELECT 2", "*SELECT 3"], FormatFolder.Show(body.Upgrade.AddRange(body.Downgrade)));
    }

    [Fact]
    public async Task Down_may_be_missing()
    {
        _folder.File("1_a.sql", "-- +goose Up\nSELECT 1;\n");

        Assert.False((await _folder.BodyAsync("goose")).Has(RevisionSection.Downgrade));
    }

    [Fact]
    public async Task A_down_that_is_written_later_is_no_edit()
    {
        _folder.File("1_a.sql", "-- +goose Up\nSELECT 1;\n");
        var before = (await _folder.ListAsync("goose")).Headers[0].Checksum;
        _folder.File("1_a.sql", "-- +goose Up\nSELECT 1;\n-- +goose Down\nSELECT 2;\n");

        Assert.Equal(before, (await _folder.ListAsync("goose")).Headers[0].Checksum);
    }

    [Theory]
    [InlineData("SELECT 1;\n-- +goose Up\n", "statement-before-up")]
    [InlineData("SELECT 1;\n", "no-upgrade")]
    [InlineData("-- +goose Up\n-- +goose Up\n", "annotation")]
    [InlineData("-- +goose Down\n-- +goose Up\n", "annotation")]
    [InlineData("-- +goose Up\n-- +goose Sideways\n", "annotation")]
    [InlineData("-- +goose Up\n-- +goose ENVSUB ON\n", "environment")]
    [InlineData("-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n", "statement-block")]
    [InlineData("-- +goose Up\nSELECT 1;\n-- +goose StatementEnd\n", "statement-block")]
    [InlineData("-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementBegin\n-- +goose StatementEnd\n", "statement-block")]
    public async Task What_goose_would_refuse_or_nobody_can_fill_in_is_refused(string text, string code)
    {
        _folder.File("1_a.sql", text);

        await _folder.BodyAsync("goose");

        Assert.Equal([code], _folder.Codes());
    }

    [Fact]
    public async Task A_block_is_one_message_where_there_is_no_transaction()
    {
        _folder.File("1_a.sql", """
            -- +goose NO TRANSACTION
            -- +goose Up
            CREATE INDEX CONCURRENTLY i ON t (a);
            -- +goose StatementBegin
            SELECT 1; SELECT 2;
            -- +goose StatementEnd
            -- +goose StatementBegin
            VACUUM t;
            -- +goose StatementEnd
            SELECT 3;
            """);

        var body = await _folder.BodyAsync("goose");

        Assert.Empty(_folder.Problems);
        Assert.Equal(
            [("CREATE INDEX CONCURRENTLY i ON t (a)", true), ("SELECT 1", false), ("SELECT 2", false), ("VACUUM t", true), ("SELECT 3", true)],
            body.Upgrade.Select(statement => (statement.Statement.Text, statement.Directives.NoTransaction)));
    }

    [Fact]
    public async Task A_migration_in_go_has_its_place_and_is_not_carried_out()
    {
        _folder.File("1_a.sql", "-- +goose Up\n").File("2_b.go", "package x").File("3_c.sql", "-- +goose Up\n").File("2_b_test.go").File("helper.go");

        var headers = (await _folder.ListAsync("goose")).Headers;
        Assert.Equal(["1_a", "2_b", "3_c"], headers.Select(header => header.Id));
        Assert.Empty(_folder.Problems);

        await _folder.BodyAsync("goose", "2_b");
        Assert.Equal(["2_b.go"], _folder.Problems.Select(problem => problem.Location?.File));
    }

    [Fact]
    public async Task A_migration_in_go_claims_its_number()
    {
        _folder.File("1_a.sql", "-- +goose Up\n").File("1_b.go", "package x");

        await _folder.ListAsync("goose");

        Assert.Equal(["repeated-version"], _folder.Codes());
    }
}
