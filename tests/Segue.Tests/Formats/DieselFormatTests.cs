using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class DieselFormatTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_version_is_compared_as_text_without_its_dashes()
    {
        _folder.File("2024-10-25-112826_b/up.sql").File("20240101000000_a-b c/up.sql").File("2024-10-25-112826-0000_c/up.sql").File("00000000000000_init/up.sql");

        var listing = await _folder.ListAsync("diesel");

        Assert.Equal(
            ["00000000000000_init", "20240101000000_a_b_c", "20241025112826_b", "202410251128260000_c"],
            listing.Graph.All.Select(header => header.Id));
        Assert.Equal("a b c", listing.Headers[1].Title);
        Assert.Equal(["20240101000000_a_b_c"], listing.Headers[2].Revises);
        Assert.Equal("20241025112826", listing.Headers[2].ForeignVersion);
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Files_and_hidden_folders_are_passed_over_and_a_folder_without_up_is_refused()
    {
        _folder.File("1_a/up.sql").File("README.md").File(".hidden/x.sql").File("odd/x.sql");

        Assert.Equal(["1_a"], await _folder.IdsAsync("diesel"));
        var problem = Assert.Single(_folder.Problems);
        Assert.Equal(("no-migration", "odd"), (problem.Code, problem.Location?.File));
    }

    [Fact]
    public async Task Without_a_down_file_nothing_says_how_it_is_taken_back()
    {
        _folder.File("1_a/up.sql");

        var header = Assert.Single((await _folder.ListAsync("diesel")).Headers);

        Assert.False((await _folder.BodyAsync("diesel")).Has(RevisionSection.Downgrade));
        Assert.Equal("1_a/down.sql", header.Format!.DowngradePlace(header));
    }

    [Fact]
    public async Task An_empty_file_is_none_and_an_empty_up_file_is_refused()
    {
        _folder.File("1_a/up.sql", "").File("1_a/down.sql", "");

        Assert.False((await _folder.BodyAsync("diesel")).Has(RevisionSection.Downgrade));
        Assert.Equal(["empty-migration"], _folder.Codes());
    }

    [Theory]
    [InlineData("SELECT 1;", new[] { "*SELECT 1" })]
    [InlineData("SELECT 1; SELECT 2", new[] { "SELECT 1", "SELECT 2" })]
    public async Task Without_a_transaction_only_a_statement_that_is_alone_stands_outside(string text, string[] statements)
    {
        _folder.File("1_a/up.sql", text).File("1_a/metadata.toml", "run_in_transaction = false # why\n");

        Assert.Equal(statements, await _folder.UpgradeAsync("diesel"));
    }

    [Fact]
    public async Task What_takes_it_back_is_no_part_of_its_checksum()
    {
        _folder.File("1_a/up.sql");
        var before = (await _folder.ListAsync("diesel")).Headers[0].Checksum;
        _folder.File("1_a/down.sql", "SELECT 2;");
        var after = (await _folder.ListAsync("diesel")).Headers[0].Checksum;
        _folder.File("1_a/up.sql", "SELECT 3;");

        Assert.Equal(before, after);
        Assert.NotEqual(before, (await _folder.ListAsync("diesel")).Headers[0].Checksum);
    }
}
