using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class PatienceTests(PostgresFixture postgres)
{
    static readonly Patience Hurried = new()
    {
        LockTimeout = TimeSpan.FromMilliseconds(700),
        FirstPause = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(50),
    };

    [Fact]
    public async Task A_lock_that_is_held_is_tried_for_again_and_its_holder_is_named()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Altering(test);
        project.Adjust = loaded => loaded with { Patience = Hurried };
        await using var holder = await test.OpenAsync();
        await using var begin = new Npgsql.NpgsqlCommand("BEGIN; SELECT * FROM a", holder);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var pid = holder.ProcessID;
        project.Options = project.Options with
        {
            Tell = told =>
            {
                if (told is RunEvent.Retrying { Attempt: 1 })
                    holder.Close();
            },
        };

        var result = await project.UpgradeAsync();

        Assert.True(result.Losses.Retries >= 1);
        Assert.True(result.Losses.Waited >= Hurried.LockTimeout);
        var waiting = project.Events.OfType<RunEvent.Waiting>().First();
        Assert.Equal(pid, waiting.Blockers[0].ProcessId);
        Assert.Contains("SELECT * FROM a", waiting.Blockers[0].Query, StringComparison.Ordinal);
        Assert.True(await test.ScalarAsync<bool>("SELECT lock_retries >= 1 AND lock_wait >= interval '700 ms' FROM segue.run"));
    }

    [Fact]
    public async Task When_the_patience_is_over_the_run_ends_with_its_own_code_and_names_who_is_in_the_way()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Altering(test);
        project.Adjust = loaded => loaded with { Patience = Hurried with { Limit = TimeSpan.FromSeconds(1) } };
        await using var holder = await test.OpenAsync();
        await using var begin = new Npgsql.NpgsqlCommand("BEGIN; SELECT * FROM a", holder);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var pid = holder.ProcessID;

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal(Failure.LockNotObtained, error.Failure);
        Assert.Contains($"pid {pid}", error.Message, StringComparison.Ordinal);
        Assert.Empty((await project.AppliedAsync()).Rows);
    }

    [Fact]
    public async Task A_timeout_directive_holds_for_its_statement_only()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, """
            CREATE TABLE seen (n int, lock text, statement text);
            INSERT INTO seen SELECT 1, current_setting('lock_timeout'), current_setting('statement_timeout');
            -- segue: timeout lock=5s statement=1min
            INSERT INTO seen SELECT 2, current_setting('lock_timeout'), current_setting('statement_timeout');
            INSERT INTO seen SELECT 3, current_setting('lock_timeout'), current_setting('statement_timeout');
            """);

        await project.UpgradeAsync();

        Assert.Equal(["2s 0", "5s 1min", "2s 0"], await test.ColumnAsync<string>("SELECT lock || ' ' || statement FROM seen ORDER BY n"));
    }

    [Fact]
    public async Task A_concurrent_build_waits_for_an_old_transaction_under_a_watchdog()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE a (id int)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE INDEX CONCURRENTLY a_id ON a (id);");
        project.Adjust = loaded => loaded with { Patience = Hurried with { Limit = TimeSpan.FromMilliseconds(900) } };
        await using var holder = await test.OpenAsync();
        await using var begin = new Npgsql.NpgsqlCommand("BEGIN; UPDATE a SET id = 1", holder);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var pid = holder.ProcessID;

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        await holder.CloseAsync();
        await project.UpgradeAsync();

        Assert.Equal(Failure.LockNotObtained, error.Failure);
        Assert.Contains($"pid {pid}", error.Message, StringComparison.Ordinal);
        Assert.True(await test.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
    }

    static TestProject Altering(TestDatabase test)
    {
        test.ExecuteAsync("CREATE TABLE a (id int)").GetAwaiter().GetResult();
        return new TestProject(test).Revision("001_a", null, "ALTER TABLE a ADD COLUMN b int;");
    }
}
