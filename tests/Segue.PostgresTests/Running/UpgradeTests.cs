using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class UpgradeTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Up_to_head_and_down_to_base_leaves_nothing_but_the_journal()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;\n-- segue: verify\nSELECT * FROM a;")
            .Revision("002_b", "001_a", "-- segue: upgrade\nCREATE TABLE b (id int);\nCOPY b FROM STDIN;\n1\n2\n\\.\n-- segue: downgrade\nDROP TABLE b;");

        var up = await project.UpgradeAsync();
        var rows = await test.ScalarAsync<long>("SELECT count(*) FROM b");
        var nothing = await project.UpgradeAsync();
        var down = await project.DowngradeAsync("base");

        Assert.Equal(["001_a", "002_b"], up.Revisions);
        Assert.Equal(2, rows);
        Assert.Equal(RunResult.Nothing, nothing);
        Assert.Equal(["002_b", "001_a"], down.Revisions);
        Assert.Empty((await project.AppliedAsync()).Rows);
        Assert.Equal(0, await test.ScalarAsync<long>("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
        Assert.Equal(2, await test.ScalarAsync<long>("SELECT count(*) FROM segue.run WHERE outcome = 'done'"));
    }

    [Fact]
    public async Task What_one_revision_sets_does_not_reach_the_next()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "CREATE SCHEMA other; SET search_path = other; SET lock_timeout = '7min'; SET ROLE pg_monitor;")
            .Revision("002_b", "001_a", "CREATE TABLE seen AS SELECT current_schema() AS path, current_setting('lock_timeout') AS patience, current_user::text AS role;");

        await project.UpgradeAsync();

        Assert.Equal("public 2s postgres", await test.ScalarAsync<string>("SELECT path || ' ' || patience || ' ' || role FROM seen"));
    }

    [Fact]
    public async Task An_index_is_built_concurrently_between_two_transactions_and_keeps_the_settings_of_its_revision()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, """
            CREATE SCHEMA other; SET search_path = other; CREATE TABLE a (id int);
            CREATE INDEX CONCURRENTLY a_id ON a (id);
            CREATE TABLE c (id int);
            """);

        await project.UpgradeAsync();

        Assert.Equal(["other.a", "other.a_id", "other.c"], await test.ColumnAsync<string>(
            "SELECT relnamespace::regnamespace || '.' || relname FROM pg_class WHERE relnamespace::regnamespace::text = 'other' ORDER BY 1"));
        Assert.Equal(AppliedState.Applied, (await project.AppliedAsync()).Find("001_a")!.State);
    }

    [Fact]
    public async Task A_failed_concurrent_build_is_cleared_away_and_resumed()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, """
            CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);
            CREATE UNIQUE INDEX CONCURRENTLY a_id ON a (id);
            CREATE TABLE c (id int);
            """);

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var state = (await project.AppliedAsync()).HalfWay!.State;
        var invalid = await test.ScalarAsync<bool>("SELECT NOT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass");
        await test.ExecuteAsync("DELETE FROM a WHERE ctid = (SELECT min(ctid) FROM a)");
        await project.UpgradeAsync();

        Assert.Equal(Failure.HalfWay, error.Failure);
        Assert.Contains("half way", error.State, StringComparison.Ordinal);
        Assert.Equal(AppliedState.Applying, state);
        Assert.True(invalid);
        Assert.True(await test.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
        Assert.Single(project.Events.OfType<RunEvent.Repaired>());
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    [Fact]
    public async Task The_applied_part_of_a_file_that_is_half_way_may_not_change()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test);
        project.Revision("001_a", null, "CREATE TABLE a (id int); VACUUM a; SELECT 1/0;");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        project.Revision("001_a", null, "CREATE TABLE a (id bigint); VACUUM a;");
        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Revision("001_a", null, "CREATE TABLE a (id int); /* comments may change */ VACUUM a; SELECT 1;");
        await project.UpgradeAsync();

        Assert.Equal(Failure.Checksum, error.Failure);
        Assert.Equal(6, error.Location?.Line);
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }
}
