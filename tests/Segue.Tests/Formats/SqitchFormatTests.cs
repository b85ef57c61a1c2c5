using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class SqitchFormatTests : IDisposable
{
    const string Plan = """
        %syntax-version=1.0.0
        %project=music
        %uri=https://example.com/music

        app-schema 2026-01-01T10:00:00Z Ada <ada@example.com> # Adds the schema.
        tracks [app-schema] 2026-01-02T10:00:00Z Ada <ada@example.com> # Adds tracks.\n\nWith a length.
        @v1.0 2026-01-03T10:00:00Z Ada <ada@example.com> # First.

        albums [app-schema tracks !music:lyrics] 2026-01-04T10:00:00Z Ada <ada@example.com>
        tracks [tracks@v1.0] 2026-01-05T10:00:00Z Bob <bob@example.com> # Again.

        """;

    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_plan_says_what_there_is_and_in_which_order()
    {
        Folder();

        var headers = (await _folder.ListAsync("sqitch")).Headers;

        Assert.Equal(["app_schema", "tracks", "albums", "tracks.2"], headers.Select(header => header.Id));
        Assert.Equal(["deploy/app-schema.sql", "deploy/tracks@v1.0.sql", "deploy/albums.sql", "deploy/tracks.sql"], headers.Select(header => header.File));
        Assert.Equal(["app_schema", "tracks"], headers[2].DependsOn);
        Assert.Equal(["albums"], headers[3].Revises);
        Assert.Equal(["v1.0"], headers[1].Labels);
        Assert.Equal(("Ada <ada@example.com>", "Adds tracks.", "music:tracks 2026-01-02T10:00:00Z"), (headers[1].Author, headers[1].Title, headers[1].ForeignVersion));
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Scripts_bring_their_own_transaction_and_a_verify_script_runs_in_it_and_is_taken_back()
    {
        Folder();
        _folder.File("deploy/albums.sql", "-- Deploy\n\\set ON_ERROR_STOP on\nBEGIN;\nCREATE TABLE album (id int);\nCOMMIT;\n")
            .File("revert/albums.sql", "BEGIN;\nDROP TABLE album;\nCOMMIT;\n")
            .File("verify/albums.sql", "BEGIN;\nSELECT 1/count(*) FROM album;\nDELETE FROM album;\nROLLBACK;\n");

        var body = await _folder.BodyAsync("sqitch", "albums");

        Assert.Equal(
            ["CREATE TABLE album (id int)", "SAVEPOINT segue_verify", "SELECT 1/count(*) FROM album", "DELETE FROM album", "ROLLBACK TO SAVEPOINT segue_verify"],
            FormatFolder.Show(body.Upgrade));
        Assert.Equal(["DROP TABLE album"], FormatFolder.Show(body.Downgrade));
        Assert.Equal("verify/albums.sql:2:1", body.Upgrade[2].Statement.Location.ToString());
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Without_a_transaction_of_its_own_each_statement_stands_outside()
    {
        Folder();
        _folder.File("deploy/albums.sql", "CREATE INDEX CONCURRENTLY i ON album (id);\n");

        Assert.Equal(["*CREATE INDEX CONCURRENTLY i ON album (id)"], FormatFolder.Show((await _folder.BodyAsync("sqitch", "albums")).Upgrade));
        Assert.False((await _folder.BodyAsync("sqitch", "albums")).Has(RevisionSection.Downgrade));
        var header = (await _folder.ListAsync("sqitch")).Headers[2];
        Assert.Equal("revert/albums.sql", header.Format!.DowngradePlace(header));
    }

    [Theory]
    [InlineData("b [a !a] 2026-01-01T10:00:00Z A <a@x>", "sqitch-conflict")]
    [InlineData("b [c] 2026-01-01T10:00:00Z A <a@x>", "sqitch-requires")]
    [InlineData("b [other:c] 2026-01-01T10:00:00Z A <a@x>", "sqitch-other-project")]
    [InlineData("a 2026-01-02T10:00:00Z A <a@x>", "sqitch-duplicate")]
    [InlineData("-a", "sqitch-revert")]
    public async Task What_a_plan_asks_for_and_cannot_have_is_told(string line, string code)
    {
        _folder.File("sqitch.plan", $"%project=x\na 2026-01-01T10:00:00Z A <a@x>\n{line}\n").File("deploy/a.sql").File("deploy/b.sql");

        await _folder.ListAsync("sqitch");

        Assert.Equal([code], _folder.Codes().Distinct());
    }

    [Fact]
    public async Task The_settings_say_where_the_plan_lies()
    {
        _folder.File("sqitch.conf", "[core]\n\tengine = pg\n\ttop_dir = db\n").File("db/sqitch.plan", "%project=x\na 2026-01-01T10:00:00Z A <a@x>\n").File("db/deploy/a.sql");

        Assert.Equal(["sqitch"], _folder.Detected());
        Assert.Equal(["db/deploy/a.sql"], (await _folder.ListAsync("sqitch")).Headers.Select(header => header.File));
    }

    [Fact]
    public async Task Other_commands_to_psql_and_missing_scripts_are_refused()
    {
        Folder();
        _folder.File("deploy/albums.sql", "\\i other.sql\n");
        File.Delete(Path.Combine(_folder.Path, "deploy", "app-schema.sql"));

        await _folder.BodyAsync("sqitch", "albums");

        Assert.Equal(["file-unreadable", "psql-command"], _folder.Codes());
    }

    void Folder() => _folder.File("sqitch.plan", Plan)
        .File("deploy/app-schema.sql").File("deploy/tracks@v1.0.sql").File("deploy/albums.sql").File("deploy/tracks.sql");
}
