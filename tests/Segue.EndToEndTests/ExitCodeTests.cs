using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>Exit codes are API; what is said beside them names the place and the way out.</summary>
public sealed class ExitCodeTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task One_error_with_the_place_in_the_file()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, "CREATE TABLE a (id int);\nSELECT id, nmae FROM a;");

        var failed = _box.Segue("upgrade").Expect(1);

        Assert.Contains("versions/001_a.sql:6:12", failed.Error.Replace('\\', '/'), StringComparison.Ordinal);
        Assert.Contains("42703", failed.Error, StringComparison.Ordinal);
        Assert.Contains("next:", failed.Error, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public async Task One_verify_failed_with_its_rows()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, """
            -- segue: upgrade
            CREATE TABLE a AS SELECT n AS id, 'row ' || n AS name FROM generate_series(1, 30) n;
            -- segue: verify
            SELECT * FROM a WHERE id > 20;
            """);

        var failed = _box.Segue("upgrade").Expect(1);

        Assert.Contains("row 21", failed.Error, StringComparison.Ordinal);
        Assert.Contains("row 30", failed.Error, StringComparison.Ordinal);
        Assert.Contains("001_a.sql:8", failed.Error, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public async Task Three_pending()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, "SELECT 1;");
        Assert.Contains("001_a is not applied", _box.Segue("check").Expect(3).Out, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regnamespace('segue')::text"));
    }

    [Fact]
    public async Task Seven_a_lock_that_is_not_obtained_names_who_is_in_the_way()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE a (id int)");
        _box.On(database).Revision("001_a", null, "ALTER TABLE a ADD name text;");
        _box.Variables["SEGUE__LOCK__TIMEOUT"] = "600ms";
        _box.Variables["SEGUE__LOCK__LIMIT"] = "1s";
        await using var holder = await database.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; SELECT * FROM a", holder);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var failed = _box.Segue("upgrade").Expect(7);

        Assert.Contains($"pid {holder.ProcessID}", failed.Error, StringComparison.Ordinal);
        Assert.Contains("SELECT * FROM a", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM segue.applied"));
    }

    [Fact]
    public async Task Seven_another_Segue_at_work_is_named()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, "SELECT pg_sleep(3600);");
        var first = _box.Start("upgrade");
        await Activity.BeginsAsync(database, "%pg_sleep%");

        Assert.Contains("Another Segue is at work", _box.Segue("upgrade", "--when-busy", "fail").Expect(7).Error, StringComparison.Ordinal);
        Assert.Contains("left to it", _box.Segue("upgrade", "--when-busy", "continue").Expect(0).Error, StringComparison.Ordinal);
        Assert.Contains("segue", _box.Segue("status", "-o", "json").Expect(0).Json["runner"]!.ToString(), StringComparison.Ordinal);

        await database.ExecuteAsync("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()");
        (await Sandbox.EndAsync(first)).Expect(1);
    }

    [Fact]
    public async Task Eight_an_unknown_parent()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_first", null, "SELECT 1;").Revision("002_b", "001_frist", "SELECT 1;");

        var failed = _box.Segue("upgrade").Expect(8);

        Assert.Contains("002_b.sql:2", failed.Error, StringComparison.Ordinal);
        Assert.Contains("did you mean '001_first'?", failed.Error, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regnamespace('segue')::text"));
    }

    [Fact]
    public async Task Nine_an_edited_file_and_the_ways_to_accept_it()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, "CREATE TABLE a (id int);").Segue("upgrade").Expect(0);

        _box.Revision("001_a", null, "CREATE TABLE a (id int); -- a word").Revision("002_b", "001_a", "SELECT 1;");
        Assert.Contains("comments or white space only", _box.Segue("upgrade").Expect(9).Error, StringComparison.Ordinal);
        _box.Segue("check").Expect(9);
        _box.Segue("upgrade", "--accept-edits", "comments").Expect(0);
        _box.Revision("001_a", null, "CREATE TABLE a (id bigint);").Revision("003_c", "002_b", "SELECT 1;");
        Assert.Contains("its SQL changed", _box.Segue("upgrade", "--accept-edits", "comments").Expect(9).Error, StringComparison.Ordinal);
        _box.Segue("upgrade", "--accept-edits", "all").Expect(0);
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public async Task Ten_half_way_with_the_way_out()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE a AS SELECT 1 AS id FROM generate_series(1, 2)");
        _box.On(database).Revision("001_a", null, "CREATE TABLE b ();\nCREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);\nCREATE TABLE c ();");

        var failed = _box.Segue("upgrade").Expect(10);
        Assert.Contains("001_a.sql:6", failed.Error, StringComparison.Ordinal);
        Assert.Contains("half way", failed.Error, StringComparison.Ordinal);
        _box.Segue("check").Expect(10);
        _box.Segue("status").Expect(10);
        _box.Segue("downgrade", "base", "--yes").Expect(10);
        _box.Segue("upgrade", "--sql").Expect(10);
        foreach (var words in (string[][])[["plan"], ["upgrade", "--dry-run"]])
        {
            var steps = _box.Segue([.. words, "-o", "json"]).Expect(0).Json["steps"]!.AsArray();
            Assert.Equal("001_a/up/2", (string?)steps[0]!["id"]);
        }

        await database.ExecuteAsync("DELETE FROM a WHERE ctid = '(0,1)'");
        _box.Segue("upgrade").Expect(0);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        _box.Segue("status").Expect(0);
    }
}
