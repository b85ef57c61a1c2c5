using Npgsql;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;

namespace Segue.PostgresTests.Sessions;

public sealed class PoolerTests(PostgresFixture postgres)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("transaction", "")]
    [InlineData("transaction", "server_round_robin = 1\nmin_pool_size = 3")]
    [InlineData("statement", "")]
    public async Task A_pooler_that_changes_the_process_between_transactions_is_refused_with_advice(string mode, string settings)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);");
        await using var bouncer = await PgBouncer.StartAsync(test, mode, settings);
        await using var database = new Database(bouncer.ConnectionString, new("segue"));

        var refused = await Assert.ThrowsAsync<SegueException>(async () =>
            await Upgrade.RunAsync(await project.LoadAsync(), database, RevisionTarget.Head, project.Options, Token));

        Assert.Contains("pooler", refused.Message, StringComparison.Ordinal);
        Assert.Contains("pool_mode = session", refused.Next, StringComparison.Ordinal);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regnamespace('segue')::text"));
    }

    [Fact]
    public async Task Through_a_pooler_in_session_mode_everything_works_and_who_is_in_the_way_is_named()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE a (id int)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE b ();\nCREATE INDEX CONCURRENTLY a_id ON a (id);\nCREATE TABLE c ();");
        await using var bouncer = await PgBouncer.StartAsync(test, "session");
        await using var database = new Database(bouncer.ConnectionString, new("segue"));
        await using var holder = await test.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; UPDATE a SET id = 1", holder);
        await begin.ExecuteNonQueryAsync(Token);
        var named = new TaskCompletionSource<RunEvent.Waiting>();
        var options = project.Options with { Tell = told => { if (told is RunEvent.Waiting waiting) named.TrySetResult(waiting); } };

        var upgrade = Upgrade.RunAsync(await project.LoadAsync(), database, RevisionTarget.Head, options, Token);
        Assert.Same(named.Task, await Task.WhenAny(named.Task, upgrade));
        var processId = holder.ProcessID;
        await holder.CloseAsync();
        await upgrade;

        Assert.Equal(processId, (await named.Task).Blockers[0].ProcessId);
        Assert.True(await test.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
        Assert.Equal("done", await test.ScalarAsync<string>("SELECT outcome FROM segue.run"));
    }
}
