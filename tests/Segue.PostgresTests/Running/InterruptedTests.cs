using Npgsql;
using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>What a crash leaves, staged by ending the server process of the working connection, or by cancelling.</summary>
public sealed class InterruptedTests(PostgresFixture postgres)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cancelling_cancels_the_statement_rolls_back_and_says_so()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int); SELECT pg_sleep(60);");
        using var cancellation = new CancellationTokenSource();
        var upgrade = project.UpgradeAsync(cancellationToken: cancellation.Token);
        await UntilAsync(test, "SELECT count(*) = 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'");
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() => upgrade);

        Assert.Equal(Failure.Cancelled, error.Failure);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        Assert.Equal("cancelled", await test.ScalarAsync<string>("SELECT outcome FROM segue.run"));
        Assert.Equal(0, await test.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"));
    }

    [Fact]
    public async Task A_transaction_whose_connection_dies_is_done_again()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "CREATE TABLE a (id int);")
            .Revision("002_b", "001_a", "CREATE TABLE b (id int); SELECT CASE WHEN count(*) = 1 THEN pg_sleep(60) END FROM segue.run;");
        var upgrade = project.UpgradeAsync();
        await TerminateAsync(test, "%pg_sleep(60)%");
        var error = await Assert.ThrowsAsync<SegueException>(() => upgrade);
        await project.UpgradeAsync();

        Assert.Equal(Failure.Error, error.Failure);
        Assert.Equal(["001_a", "002_b"], (await project.AppliedAsync()).Ids.Order());
    }

    [Fact]
    public async Task A_concurrent_build_whose_connection_dies_is_found_broken_removed_and_built_again()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE a (id int)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE b (id int); CREATE INDEX CONCURRENTLY a_id ON a (id); CREATE TABLE c (id int);");
        await using var holder = await test.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; UPDATE a SET id = 1", holder);
        await begin.ExecuteNonQueryAsync(Token);
        var upgrade = project.UpgradeAsync();
        await UntilAsync(test, "SELECT count(*) = 1 FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = 'a_id'");
        await TerminateAsync(test, "CREATE INDEX CONCURRENTLY%");
        await Assert.ThrowsAsync<SegueException>(() => upgrade);
        await holder.CloseAsync();
        var halfWay = (await project.AppliedAsync()).HalfWay?.State;
        var invalid = await test.ScalarAsync<bool>("SELECT NOT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass");

        await project.UpgradeAsync();

        Assert.Equal(AppliedState.Applying, halfWay);
        Assert.True(invalid);
        Assert.Single(project.Events.OfType<RunEvent.Repaired>());
        Assert.True(await test.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
        Assert.Equal(AppliedState.Applied, (await project.AppliedAsync()).Find("001_a")!.State);
        Assert.Equal("c", await test.ScalarAsync<string>("SELECT to_regclass('c')::text"));
    }

    [Fact]
    public async Task An_interrupted_step_that_cannot_be_probed_waits_for_a_persons_word()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE done (id int); CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO done VALUES (1); COMMIT; PERFORM CASE WHEN (SELECT count(*) FROM segue.run) = 1 THEN pg_sleep(60) END; END $$");
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: no-transaction\nCALL p();\nCREATE TABLE b (id int);");
        var upgrade = project.UpgradeAsync();
        await TerminateAsync(test, "CALL p()%");
        await Assert.ThrowsAsync<SegueException>(() => upgrade);

        var refused = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Options = project.Options with { Undecided = Undecided.Done };
        await project.UpgradeAsync();

        Assert.Equal(Failure.HalfWay, refused.Failure);
        Assert.Contains("--interrupted", refused.Next, StringComparison.Ordinal);
        Assert.Equal(1, await test.ScalarAsync<long>("SELECT count(*) FROM done"));
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    [Fact]
    public async Task A_cancelled_DETACH_CONCURRENTLY_is_finished_and_not_sent_again()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE b (id int);\nALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;");
        await using var holder = await test.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; SELECT * FROM p", holder);
        await begin.ExecuteNonQueryAsync(Token);
        using var cancellation = new CancellationTokenSource();
        var upgrade = project.UpgradeAsync(cancellationToken: cancellation.Token);
        await UntilAsync(test, "SELECT EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)");
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<SegueException>(() => upgrade);
        await holder.CloseAsync();

        await project.UpgradeAsync();

        Assert.Single(project.Events.OfType<RunEvent.Repaired>());
        Assert.Equal(0, await test.ScalarAsync<long>("SELECT count(*) FROM pg_inherits"));
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    static async Task TerminateAsync(TestDatabase test, string query)
    {
        await UntilAsync(test, $"SELECT count(*) = 1 FROM pg_stat_activity WHERE query LIKE '{query}' AND pid <> pg_backend_pid() AND state = 'active'");
        await test.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '{query}' AND pid <> pg_backend_pid()");
    }

    static async Task UntilAsync(TestDatabase test, string question)
    {
        while (!await test.ScalarAsync<bool>(question))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
    }
}
