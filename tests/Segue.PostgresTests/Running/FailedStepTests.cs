using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>A step outside a transaction that the server refused: it never becomes done by itself, and what is not its own is left alone.</summary>
public sealed class FailedStepTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("CREATE UNIQUE INDEX CONCURRENTLY t_x ON t (x)", "42P07")]
    [InlineData("DROP INDEX CONCURRENTLY t_typo", "42704")]
    [InlineData("ALTER TABLE p DETACH PARTITION t CONCURRENTLY", "42P01")]
    [InlineData("CREATE DATABASE postgres", "42P04")]
    [InlineData("DROP DATABASE no_such_database_here", "3D000")]
    public async Task What_the_server_refused_is_refused_again_and_not_taken_for_done(string statement, string state)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int, x int); CREATE INDEX t_x ON t (id); CREATE TABLE p (id int) PARTITION BY LIST (id)");
        await using var project = new TestProject(test).Revision("001_a", null, $"CREATE TABLE a (id int);\n{statement};");

        var first = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var second = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains(state, first.Message, StringComparison.Ordinal);
        Assert.Contains(state, second.Message, StringComparison.Ordinal);
        Assert.Equal(Failure.HalfWay, second.Failure);
        Assert.Empty(project.Events.OfType<RunEvent.AlreadyDone>());
        Assert.Equal(AppliedState.Applying, (await project.AppliedAsync()).HalfWay?.State);
    }

    [Fact]
    public async Task A_broken_index_that_was_there_before_is_not_dropped()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)");
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => test.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id)"));
        var theirs = await test.ScalarAsync<uint>("SELECT 't_id'::regclass::oid");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int); CREATE INDEX CONCURRENTLY t_id ON t (id);");

        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var second = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("42P07", second.Message, StringComparison.Ordinal);
        Assert.Empty(project.Events.OfType<RunEvent.Repaired>());
        Assert.Equal(theirs, await test.ScalarAsync<uint>("SELECT 't_id'::regclass::oid"));
    }

    [Fact]
    public async Task An_index_that_was_there_before_a_crash_is_not_taken_for_the_steps_work()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int, x int); CREATE INDEX t_x ON t (id)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int); CREATE UNIQUE INDEX CONCURRENTLY t_x ON t (x);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        // As if the program had been killed while it waited for the answer.
        await test.ExecuteAsync("UPDATE segue.step SET outcome = 'running' WHERE outcome = 'failed'");

        var second = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("42P07", second.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_procedure_that_committed_before_it_failed_is_not_run_again_without_a_persons_word()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE done (id int); CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO done VALUES (1); COMMIT; PERFORM 1/0; END $$");
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: no-transaction\nCALL p();");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        var second = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Options = project.Options with { Undecided = Undecided.Done };
        await project.UpgradeAsync();

        Assert.Equal(Failure.HalfWay, second.Failure);
        Assert.Contains("001_a/up/1 failed", second.Message, StringComparison.Ordinal);
        Assert.Contains("--interrupted again", second.Next, StringComparison.Ordinal);
        Assert.Equal(1, await test.ScalarAsync<long>("SELECT count(*) FROM done"));
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    [Fact]
    public async Task A_statement_that_the_server_undoes_when_it_fails_is_run_again_without_asking()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\n-- segue: no-transaction\nINSERT INTO a SELECT 1 FROM b;");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        await test.ExecuteAsync("CREATE TABLE b (); INSERT INTO b DEFAULT VALUES");

        await project.UpgradeAsync();

        Assert.Equal(1, await test.ScalarAsync<long>("SELECT count(*) FROM a"));
    }

    [Fact]
    public async Task What_a_script_left_waits_for_a_persons_word_if_it_may_have_been_there_before()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int, x int); CREATE INDEX t_x ON t (id)");
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int); CREATE UNIQUE INDEX CONCURRENTLY t_x ON t (x);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        // A script stops where psql stops, and notes neither what was there before nor that it failed.
        await test.ExecuteAsync("UPDATE segue.step SET outcome = 'running', before = NULL WHERE outcome = 'failed'");

        var asked = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Options = project.Options with { Undecided = Undecided.Again };
        var again = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("--interrupted", asked.Next, StringComparison.Ordinal);
        Assert.Contains("42P07", again.Message, StringComparison.Ordinal);
    }
}
