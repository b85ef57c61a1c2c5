using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>What a run that was stopped says about the database: its exit code and its sentence.</summary>
public sealed class StandingTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_failing_transaction_after_a_committed_part_is_half_way_on_every_upgrade()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE INDEX CONCURRENTLY t_id ON t (id);\nSELECT 1/0;");

        var first = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var second = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal((Failure.HalfWay, Failure.HalfWay), (first.Failure, second.Failure));
        Assert.Equal("001_a is half way: what stands before 001_a/up/2 is committed; the next run of the same command resumes it", second.State);
        Assert.Equal(first.State, second.State);
    }

    [Fact]
    public async Task Nothing_is_half_way_when_a_run_section_fails()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: run\nSELECT 1;\nVACUUM nope;");
        await project.UpgradeAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() => project.RunAsync("001_a"));

        Assert.Equal(Failure.Error, error.Failure);
        Assert.Equal("what stands before 001_a/run/2 stays", error.State);
    }

    [Fact]
    public async Task In_one_transaction_the_revision_that_is_half_way_is_named_and_not_only_the_one_that_failed()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int)");
        await using var project = new TestProject(test) { Adjust = loaded => loaded with { OneTransaction = true } }
            .Revision("001_a", null, "CREATE TABLE a (id int);")
            .Revision("002_b", "001_a", "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY t_id ON t (id);\nCREATE TABLE c (id int);")
            .Revision("003_c", "002_b", "SELECT 1/0;");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal(Failure.HalfWay, error.Failure);
        Assert.Equal(
            "001_a was applied, 002_b is half way: what stands before 002_b/up/3 is committed; the next run of the same command resumes it, 003_c was rolled back",
            error.State);
    }

    [Theory]
    [InlineData("VACUUM nope;")]
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY t_x ON t (id);")]
    [InlineData("-- segue: no-transaction\nINSERT INTO t SELECT 1/0;")]
    public async Task A_first_statement_that_left_nothing_leaves_no_revision_half_way(string text)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int); CREATE INDEX t_x ON t (id)");
        await using var project = new TestProject(test)
            .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;").Revision("002_b", "001_a", text);

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var halfWay = (await project.AppliedAsync()).HalfWay;
        await project.DowngradeAsync("base");

        Assert.Equal(Failure.Error, error.Failure);
        Assert.Equal("001_a was applied, nothing of 002_b is left", error.State);
        Assert.Null(halfWay);
        Assert.Empty((await project.AppliedAsync()).Rows);
    }

    [Fact]
    public async Task A_first_statement_of_a_downgrade_that_left_nothing_leaves_the_revision_applied()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nVACUUM nope;\nDROP TABLE a;");
        await project.UpgradeAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() => project.DowngradeAsync("base"));

        Assert.Equal("001_a is applied as before", error.State);
        Assert.Equal(AppliedState.Applied, (await project.AppliedAsync()).Find("001_a")?.State);
    }

    [Fact]
    public async Task A_cancelled_run_says_what_it_had_applied()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);").Revision("002_b", "001_a", "SELECT 1;")
            .Revision("003_c", "002_b", "SELECT pg_sleep(60);");
        using var cancellation = new CancellationTokenSource();
        var upgrade = project.UpgradeAsync(cancellationToken: cancellation.Token);
        await UntilAsleepAsync(test);
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() => upgrade);

        Assert.Equal(Failure.Cancelled, error.Failure);
        Assert.Equal("001_a to 002_b were applied, 003_c was rolled back", error.State);
    }

    [Fact]
    public async Task A_run_whose_connection_is_ended_says_what_it_had_applied()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);").Revision("002_b", "001_a", "SELECT pg_sleep(60);");
        var upgrade = project.UpgradeAsync();
        await UntilAsleepAsync(test);
        await test.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND datname = current_database()");

        var error = await Assert.ThrowsAsync<SegueException>(() => upgrade);

        Assert.Equal("001_a was applied, 002_b was rolled back", error.State);
    }

    static async Task UntilAsleepAsync(TestDatabase test)
    {
        while (!await test.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active' AND datname = current_database())"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
