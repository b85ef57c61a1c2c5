using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>Between the interruption and the next run, the file was changed where it was interrupted.</summary>
public sealed class InterruptedAndEditedTests(PostgresFixture postgres)
{
    const string Duplicates = "CREATE TABLE t (id int, x int); INSERT INTO t VALUES (1, 1), (1, 1)";

    [Fact]
    public async Task A_statement_that_happened_may_not_be_changed_after_it_was_interrupted()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync(Duplicates);
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY t_x ON t (x);\nSELECT 1/0;");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        // As if the program had been killed before it could write down that the index is built.
        await test.ExecuteAsync("UPDATE segue.step SET outcome = 'running' WHERE id = '001_a/up/2'");

        project.Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE UNIQUE INDEX CONCURRENTLY t_x ON t (id);");
        var changed = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY t_x ON t (x);");
        var moved = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY t_x ON t (x);");
        await project.UpgradeAsync();

        Assert.Equal(Failure.Checksum, changed.Failure);
        Assert.Equal(7, changed.Location?.Line);
        Assert.Equal(Failure.Checksum, moved.Failure);
        Assert.Single(project.Events.OfType<RunEvent.AlreadyDone>());
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY t_other ON t (id);", "t_other")]
    [InlineData("CREATE TABLE b (id int);", "")]
    [InlineData("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t);\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);", "t_id")]
    public async Task What_the_old_statement_left_is_cleared_away_before_the_new_text_is_run(string text, string indexes)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync(Duplicates);
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        project.Revision("001_a", null, $"CREATE TABLE a (id int);\n{text}");
        await project.UpgradeAsync();

        Assert.Single(project.Events.OfType<RunEvent.Repaired>());
        Assert.Equal(indexes, await test.ScalarAsync<string>(
            "SELECT coalesce(string_agg(indexrelid::regclass::text, ' '), '') FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid"));
        Assert.False(await test.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_index WHERE NOT indisvalid)"));
        Assert.Equal("cleared", await test.ScalarAsync<string>("SELECT outcome FROM segue.step WHERE repair IS NOT NULL ORDER BY started_at LIMIT 1"));
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    [Fact]
    public async Task A_step_inserted_before_the_one_that_failed_can_fail_and_be_resumed_in_its_turn()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync(Duplicates);
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE UNIQUE INDEX CONCURRENTLY t_x ON t (x);\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        await test.ExecuteAsync("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");

        await project.UpgradeAsync();

        Assert.Equal(2, await test.ScalarAsync<long>("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid"));
        Assert.False(await test.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_index WHERE NOT indisvalid)"));
    }

    [Fact]
    public async Task A_statement_that_cannot_be_asked_about_waits_for_a_persons_word_also_after_it_was_changed()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE done (id int); CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO done VALUES (1); COMMIT; PERFORM 1/0; END $$");
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: no-transaction\nCALL p();");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Revision("001_a", null, "INSERT INTO done VALUES (2);");

        var asked = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Options = project.Options with { Undecided = Undecided.Done };
        var done = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Options = project.Options with { Undecided = Undecided.Again };
        await project.UpgradeAsync();

        Assert.Equal(Failure.HalfWay, asked.Failure);
        Assert.Equal(Failure.Checksum, done.Failure);
        Assert.Equal([1, 2], await test.ColumnAsync<int>("SELECT id FROM done ORDER BY id"));
    }
}
