using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>Going on where another tool has stopped, at the command line.</summary>
public sealed class AdoptTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Without_a_database_it_tells_what_the_folder_is()
    {
        Dbmate();

        var found = _box.Segue("adopt", "db/migrations").Expect(0);

        Assert.Equal("dbmate: 2 revisions, head 20260102_b", found.Lines.Single());
        Assert.Contains("no history of dbmate was read", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_asks_before_it_writes_and_the_tool_is_gone_on_with()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE a (id int); CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('20260101'), ('20250101')");
        Dbmate().On(database);

        var dry = _box.Segue("adopt", "db/migrations", "--dry-run").Expect(0);
        Assert.Contains("schema_migrations: 1 applied", dry.Out, StringComparison.Ordinal);
        Assert.Contains("20250101 is applied, and the folder has not got it", dry.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", _box.Segue("adopt", "db/migrations").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("nothing is applied", _box.Segue("status", "--folder", "db/migrations").Expect(0).Out, StringComparison.Ordinal);

        var adopted = _box.Segue("adopt", "db/migrations", "--yes", "-o", "json").Expect(0).Json;
        Assert.Equal(1, (int?)adopted["entered"]);
        Assert.Equal("20260101_a", (string?)adopted["applied"]!.AsArray().Single());
        Assert.Contains("applied 1 revision", _box.Segue("upgrade", "--folder", "db/migrations").Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>("SELECT count(*) FROM schema_migrations"));
    }

    [Fact]
    public async Task Converted_files_are_a_project_that_the_same_database_goes_on_with()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Dbmate().On(database);
        _box.Segue("upgrade", "--folder", "db/migrations").Expect(0);

        var to = _box.Segue("adopt", "db/migrations", "--convert").Expect(0);
        _box.Segue("adopt", "db/migrations", "--convert").Expect(2);

        Assert.Equal(Path.Combine(_box.Folder, "db", "migrations-segue"), to.Lines[1]);
        Assert.Contains("segue upgrade --accept-edits all", to.Error, StringComparison.Ordinal);
        _box.Segue("upgrade", "--project", "db/migrations-segue").Expect(9);
        _box.Segue("upgrade", "--accept-edits", "all", "--project", "db/migrations-segue").Expect(0);
        _box.Segue("check", "--project", "db/migrations-segue").Expect(0);
        _box.Segue("downgrade", "base", "--yes", "--project", "db/migrations-segue").Expect(0);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public void Files_of_our_own_are_nothing_to_adopt()
    {
        _box.Revision("001_own", null, "SELECT 1;");

        Assert.Contains("Segue's own files", _box.Segue("adopt", "versions").Expect(2).Error, StringComparison.Ordinal);
    }

    Sandbox Dbmate()
    {
        _box.Write("db/migrations/20260101_a.sql", "-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n");
        _box.Write("db/migrations/20260102_b.sql", "-- migrate:up\nCREATE TABLE b (id int);\n-- migrate:down\nDROP TABLE b;\n");
        return _box;
    }
}
