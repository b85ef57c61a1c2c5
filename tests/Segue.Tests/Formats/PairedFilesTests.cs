using Segue.Revisions;

namespace Segue.Tests.Formats;

/// <summary>golang-migrate and sqlx: alike in names, not in transactions.</summary>
public sealed class PairedFilesTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("golang-migrate")]
    [InlineData("sqlx")]
    public async Task The_number_makes_the_order_and_the_pair(string format)
    {
        _folder.File("10_c.up.sql").File("9_b.up.sql").File("009_other-name.down.sql", "SELECT 2;").File("0001_a.up.sql").File("README.md").File("sub/2_x.up.sql");

        var listing = await _folder.ListAsync(format);

        Assert.Equal(["0001_a", "9_b", "10_c"], listing.Graph.All.Select(header => header.Id));
        Assert.Equal(["1", "9", "10"], listing.Graph.All.Select(header => header.ForeignVersion));
        Assert.Equal(["SELECT 2"], FormatFolder.Show((await _folder.BodyAsync(format, "9_b")).Downgrade));
        Assert.Equal("10_c.down.sql", KnownPlace(listing, "10_c"));
    }

    [Theory]
    [InlineData("golang-migrate")]
    [InlineData("sqlx")]
    public async Task A_version_that_is_claimed_twice_or_goes_only_down_is_refused(string format)
    {
        _folder.File("1_a.up.sql").File("01_b.up.sql").File("2_c.down.sql");

        await _folder.ListAsync(format);

        Assert.Equal(["repeated-version", "no-upgrade"], _folder.Codes().Distinct().OrderDescending());
    }

    [Theory]
    [InlineData("golang-migrate", "SELECT 1;", "SELECT 1")]
    [InlineData("golang-migrate", "CALL p();", "*CALL p()")]
    [InlineData("golang-migrate", "CALL p(); SELECT 1;", "CALL p()|SELECT 1")]
    [InlineData("golang-migrate", "DO $$BEGIN COMMIT; END$$;", "*DO $$BEGIN COMMIT; END$$")]
    [InlineData("golang-migrate", "DO $$BEGIN END$$;", "DO $$BEGIN END$$")]
    [InlineData("golang-migrate", "BEGIN; SELECT 1; COMMIT;", "SELECT 1")]
    [InlineData("golang-migrate", "SELECT 1; SELECT 2;", "SELECT 1|SELECT 2")]
    [InlineData("sqlx", "SELECT 1;", "SELECT 1")]
    [InlineData("sqlx", "-- no-transaction\nVACUUM t;", "*VACUUM t")]
    [InlineData("sqlx", "-- no-transaction\nSELECT 1; SELECT 2;", "SELECT 1|SELECT 2")]
    [InlineData("sqlx", "\n-- no-transaction\nSELECT 1;", "SELECT 1")]
    public async Task What_stands_outside_a_transaction_is_what_the_tool_sends_alone(string format, string text, string statements)
    {
        _folder.File("1_a.up.sql", text);

        Assert.Equal(statements, string.Join('|', await _folder.UpgradeAsync(format)));
    }

    [Fact]
    public async Task A_simple_migration_of_sqlx_goes_one_way()
    {
        _folder.File("1_a.sql").File("2_b.up.sql").File("2_b.down.sql");

        var listing = await _folder.ListAsync("sqlx");

        Assert.Equal(["1_a", "2_b"], listing.Graph.All.Select(header => header.Id));
        Assert.False((await _folder.BodyAsync("sqlx", "1_a")).Has(RevisionSection.Downgrade));
        Assert.StartsWith("1_a.down.sql, and rename", KnownPlace(listing, "1_a"), StringComparison.Ordinal);
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task A_name_that_sqlx_would_choke_on_is_refused()
    {
        _folder.File("1_a.sql").File("readme_first.sql").File("notes.sql");

        await _folder.ListAsync("sqlx");

        Assert.Equal(("no-version", "readme_first.sql"), (_folder.Problems.Single().Code, _folder.Problems.Single().Location?.File));
    }

    static string? KnownPlace(RevisionListing listing, string id)
    {
        var header = listing.Headers.Single(one => one.Id == id);
        return header.Format!.DowngradePlace(header);
    }
}
