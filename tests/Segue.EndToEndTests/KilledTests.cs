using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>The program ended by force in the middle of its work. The server does not know that at once and goes on for a while.</summary>
public sealed class KilledTests(PostgresFixture postgres) : IDisposable
{
    const string Build = "CREATE INDEX CONCURRENTLY a_id%";

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_transaction_that_the_server_still_carries_out_counts_once()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE balance AS SELECT 1 AS amount; CREATE TABLE gate ()");
        _box.On(database).Revision("001_a", null, "UPDATE balance SET amount = amount * 2; SELECT count(*) FROM gate;");
        await using var holder = await HoldAsync(database, "LOCK gate");
        _box.Variables["SEGUE__LOCK__TIMEOUT"] = "2min";
        await KillDuringAsync(database, "SELECT count(*) FROM gate%");

        // The gate opens while the second upgrade is at work: the dead one's transaction and its own both want to go on.
        var second = _box.Start("upgrade");
        await Eventually.TrueAsync(database, "SELECT count(*) > 0 FROM pg_locks WHERE locktype = 'advisory'");
        await holder.CloseAsync();
        (await Sandbox.EndAsync(second)).Expect(0);

        Assert.Equal(2, await database.ScalarAsync<int>("SELECT amount FROM balance"));
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public async Task A_killed_transaction_leaves_nothing_and_is_done_again()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, "CREATE TABLE a (id int); SELECT pg_sleep(CASE WHEN count(*) = 1 THEN 3600 ELSE 0 END) FROM segue.run;");
        await KillDuringAsync(database, "%pg_sleep%");

        _box.Segue("upgrade").Expect(0);

        Assert.Equal("a", await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        _box.Segue("check").Expect(0);
        Assert.Equal(0, await Activity.AdvisoryLocksAsync(database));
    }

    [Fact]
    public async Task A_killed_concurrent_build_is_half_way_until_the_next_upgrade_ends_it()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var holder = await ConcurrentAsync(database);

        Assert.Contains("half way", _box.Segue("status").Expect(10).Out, StringComparison.Ordinal);
        _box.Segue("check").Expect(10);
        await holder.CloseAsync();
        await Eventually.TrueAsync(async () => !await Activity.GoesOnAsync(database, Build), "the dead client's statement is over");
        _box.Segue("upgrade").Expect(0);

        await IsWholeAsync(database);
    }

    [Fact]
    public async Task An_upgrade_that_meets_the_dead_ones_build_still_at_work_comes_out_right()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var holder = await ConcurrentAsync(database);

        var second = _box.Start("upgrade");
        await Eventually.TrueAsync(database, "SELECT count(*) > 0 FROM segue.run WHERE resumes IS NOT NULL");
        await holder.CloseAsync();
        (await Sandbox.EndAsync(second)).Expect(0);

        await IsWholeAsync(database);
    }

    async Task IsWholeAsync(TestDatabase database)
    {
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE NOT indisvalid"));
        Assert.True(await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
        Assert.Equal("c", await database.ScalarAsync<string>("SELECT to_regclass('c')::text"));
        _box.Segue("status").Expect(0);
        _box.Segue("check").Expect(0);
    }

    /// <summary>A build that waits for a transaction of the test, and whose program is gone.</summary>
    async Task<NpgsqlConnection> ConcurrentAsync(TestDatabase database)
    {
        await database.ExecuteAsync("CREATE TABLE a (id int)");
        _box.On(database).Revision("001_a", null, "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE TABLE c (id int);");
        var holder = await HoldAsync(database, "UPDATE a SET id = 1");
        await KillDuringAsync(database, Build);
        return holder;
    }

    async Task KillDuringAsync(TestDatabase database, string query)
    {
        using var first = _box.Start("upgrade");
        await Activity.BeginsAsync(database, query);
        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    static async Task<NpgsqlConnection> HoldAsync(TestDatabase database, string sql)
    {
        var holder = await database.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; " + sql, holder);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return holder;
    }
}
