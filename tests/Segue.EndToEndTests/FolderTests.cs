using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>Folders of other tools, where they lie.</summary>
public sealed class FolderTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Every_command_works_on_a_folder_without_settings()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Diesel("migrations", "track").On(database);

        Assert.Equal("20240102000000_two", On("heads").Lines[1].Split(' ')[0]);
        Assert.Equal(["20240102000000_two", "20240101000000_one"], On("history").Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Contains("CREATE TABLE track", On("show", "20240101").Out, StringComparison.Ordinal);
        Assert.Contains("base: nothing is applied", On("status").Out, StringComparison.Ordinal);
        Assert.Contains("20240102000000_two/up/1", On("plan").Out, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE track", On("upgrade", "--sql").Out, StringComparison.Ordinal);
        Assert.Contains("pending", _box.Segue("check", "--folder", "migrations").Expect(3).Out, StringComparison.Ordinal);
        Assert.Contains("applied 2 revisions", On("upgrade", "head").Error, StringComparison.Ordinal);
        Assert.Contains("nothing to do", On("upgrade", "head").Error, StringComparison.Ordinal);
        Assert.Equal("20240102000000_two (head)", On("current").Lines.Single());
        On("check");
        On("mark", "full");
        Assert.Contains("20240101000000_one", On("history", "--graph", "-i").Out, StringComparison.Ordinal);
        Assert.Equal("", On("branches").Out);
        On("stamp", "20240101", "--yes");
        Assert.Equal("20240101000000_one", On("current").Lines.Single());
        On("stamp", "head");
        _box.Variables["EDITOR"] = "true";
        On("edit", "20240101");
        Assert.Contains("project migrations", On("status").Out, StringComparison.Ordinal);
        On("downgrade", "-1", "--yes");
        On("run", "20240102");
        On("downgrade", "base", "--yes");
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('track')::text"));

        Outcome On(params string[] words) => _box.Segue([.. words, "--folder", "migrations"]).Expect(0);
    }

    [Fact]
    public async Task Two_folders_in_one_database_have_two_journals()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Diesel("one", "a").On(database);
        Diesel("two", "b");

        _box.Segue("upgrade", "--folder", "one").Expect(0);
        Assert.Contains("applied 2 revisions", _box.Segue("upgrade", "--folder", "two/").Expect(0).Error, StringComparison.Ordinal);

        Assert.Equal(["one", "two"], await database.ColumnAsync<string>("SELECT DISTINCT project FROM segue.applied ORDER BY project"));
    }

    [Fact]
    public async Task Folders_of_one_name_are_told_apart_before_anything_is_done()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Diesel("one/migrations", "a").On(database);
        _box.Write("two/migrations/20240103_x/up.sql", "CREATE TABLE b (id int);");

        _box.Segue("upgrade", "--folder", "one/migrations").Expect(0);
        Assert.Contains("SEGUE__PROJECT", _box.Segue("upgrade", "--folder", "two/migrations").Expect(8).Error, StringComparison.Ordinal);
        _box.Variables["SEGUE__PROJECT"] = "two";
        _box.Segue("upgrade", "--folder", "two/migrations").Expect(0);
    }

    [Fact]
    public async Task A_folder_stands_over_the_versions_of_the_settings()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Diesel("migrations", "track").Revision("001_own", null, "CREATE TABLE own (id int);").On(database);
        _box.Write("segue.json", """{ "project": "shop" }""");

        _box.Segue("upgrade", "--folder", "migrations").Expect(0);

        Assert.Equal(["shop"], await database.ColumnAsync<string>("SELECT DISTINCT project FROM segue.applied"));
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('own')::text"));
    }

    [Fact]
    public async Task A_folder_of_our_own_works_too()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.Revision("001_own", null, "CREATE TABLE own (id int);").On(database);

        _box.Segue("upgrade", "--folder", "versions").Expect(0);
        _box.Segue("check", "--folder", "versions").Expect(0);
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        _box.Write("plain/a.sql", "SELECT 1;");
        _box.Write("pairs/1_a.up.sql", "SELECT 1;");

        Assert.Contains("no tool", _box.Segue("heads", "--folder", "plain").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--format golang-migrate|sqlx", _box.Segue("heads", "--folder", "pairs").Expect(2).Error, StringComparison.Ordinal);
        _box.Segue("heads", "--folder", "pairs", "--format", "sqlx").Expect(0);
        Assert.Contains("There is no folder", _box.Segue("heads", "--folder", "nowhere").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("--folder", _box.Segue("heads", "--format", "sqlx").Expect(2).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revision", "-m", "x")]
    [InlineData("merge", "heads")]
    [InlineData("rebase")]
    public void What_another_tool_writes_is_left_to_it(params string[] words)
    {
        Diesel("migrations", "track");

        Assert.Contains("not into --folder", _box.Segue([.. words, "--folder", "migrations"]).Expect(2).Error, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFileSystemEntries(Path.Combine(_box.Folder, "migrations")).Length);
    }

    [Fact]
    public async Task A_downgrade_that_nothing_says_names_the_file_to_write()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Diesel("migrations", "track").On(database);
        File.Delete(Path.Combine(_box.Folder, "migrations/2024-01-02-000000_two/down.sql"));
        _box.Segue("upgrade", "--folder", "migrations").Expect(0);

        var refused = _box.Segue("downgrade", "base", "--yes", "--folder", "migrations").Expect(1);

        Assert.Contains("write migrations/2024-01-02-000000_two/down.sql", refused.Error, StringComparison.Ordinal);
        Assert.Contains("nothing was done", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_down_file_that_fails_says_where_and_what_stands_now()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Diesel("migrations", "track").On(database);
        _box.Write("migrations/2024-01-01-000000_one/down.sql", "\nDROP TABLE nope;\n");
        _box.Segue("upgrade", "--folder", "migrations").Expect(0);

        var failed = _box.Segue("downgrade", "base", "--yes", "--folder", "migrations").Expect(1);

        Assert.Contains("migrations/2024-01-01-000000_one/down.sql:2:1", failed.Error, StringComparison.Ordinal);
        Assert.Contains("state: 20240102000000_two was taken back, 20240101000000_one was rolled back", failed.Error, StringComparison.Ordinal);
        Assert.Equal("20240101000000_one", _box.Segue("current", "--folder", "migrations").Expect(0).Lines.Single());
    }

    Sandbox Diesel(string folder, string table)
    {
        _box.Write($"{folder}/2024-01-01-000000_one/up.sql", $"CREATE TABLE {table} (id int);\n");
        _box.Write($"{folder}/2024-01-01-000000_one/down.sql", $"DROP TABLE {table};\n");
        _box.Write($"{folder}/2024-01-02-000000_two/up.sql", $"CREATE INDEX CONCURRENTLY {table}_id ON {table} (id);\n");
        _box.Write($"{folder}/2024-01-02-000000_two/down.sql", $"DROP INDEX {table}_id;\n");
        return _box;
    }
}
