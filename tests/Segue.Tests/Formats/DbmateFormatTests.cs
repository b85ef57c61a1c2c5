using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class DbmateFormatTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_order_is_that_of_the_names_as_text()
    {
        _folder.File("9_a.sql", "-- migrate:up\n").File("10_b.sql", "-- migrate:up\n").File("2024.sql", "-- migrate:up\n").File("x.sql").File("9_a.sql.bak");

        Assert.Equal(["10_b", "2024", "9_a"], await _folder.IdsAsync("dbmate"));
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Each_block_says_for_itself_whether_it_is_a_transaction()
    {
        _folder.File("1_a.sql", "-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY i ON t (x);\n\n--migrate:down\nDROP INDEX i;\n");

        var body = await _folder.BodyAsync("dbmate");

        Assert.Equal(["*CREATE INDEX CONCURRENTLY i ON t (x)"], FormatFolder.Show(body.Upgrade));
        Assert.Equal(["DROP INDEX i"], FormatFolder.Show(body.Downgrade));
        Assert.Equal(5, body.Downgrade[0].Statement.Location.Line);
    }

    [Fact]
    public async Task Several_blocks_of_one_file_are_done_in_turn()
    {
        _folder.File("1_a.sql", "-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 2;\n-- migrate:up\nSELECT 3;\n-- migrate:down\nSELECT 4;\n");

        var body = await _folder.BodyAsync("dbmate");

        Assert.Equal(["SELECT 1", "SELECT 3"], FormatFolder.Show(body.Upgrade));
        Assert.Equal(["SELECT 2", "SELECT 4"], FormatFolder.Show(body.Downgrade));
    }

    [Theory]
    [InlineData("SELECT 1;\n", "no-upgrade")]
    [InlineData("-- migrate:down\n-- migrate:up\n", "misordered-section")]
    [InlineData("SELECT 1;\n-- migrate:up\n", "statement-before-up")]
    public async Task What_dbmate_would_refuse_is_refused(string text, string code)
    {
        _folder.File("1_a.sql", text);

        await _folder.BodyAsync("dbmate");

        Assert.Equal([code], _folder.Codes());
    }

    [Fact]
    public async Task Without_a_down_block_nothing_says_how_it_is_taken_back()
    {
        _folder.File("1_a.sql", "-- migrate:up\n").File("2_a.sql", "-- migrate:up\n-- migrate:down\n");

        Assert.False((await _folder.BodyAsync("dbmate", "1_a")).Has(RevisionSection.Downgrade));
        Assert.True((await _folder.BodyAsync("dbmate", "2_a")).Has(RevisionSection.Downgrade));
    }
}
