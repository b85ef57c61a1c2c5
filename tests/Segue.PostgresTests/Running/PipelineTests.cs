using System.Globalization;
using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>Many revisions travel in one pipeline; each is a transaction all the same.</summary>
public sealed class PipelineTests(PostgresFixture postgres)
{
    [Fact]
    public async Task An_error_in_the_middle_leaves_what_came_before_and_tries_nothing_after()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Chain(test, 60, number => number == 41 ? "SELECT 1/0;" : $"CREATE TABLE t{number} (id int);");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var applied = (await project.AppliedAsync()).Ids.Count;
        project.Revision("041", "040", "SELECT 1/1;");
        var rest = await project.UpgradeAsync();

        Assert.Equal("versions/041.sql:6:1", error.Location?.ToString());
        Assert.Contains("041 was rolled back", error.State, StringComparison.Ordinal);
        Assert.Equal(40, applied);
        Assert.Equal(40, project.Events.OfType<RunEvent.Done>().TakeWhile(done => done.Steps[0].Revision != "041").Count());
        Assert.Equal(20, rest.Revisions.Length);
    }

    [Fact]
    public async Task A_lock_in_the_middle_is_waited_for_and_the_rest_goes_on_after_it()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE held (id int)");
        await using var project = Chain(test, 40, number => number == 20 ? "ALTER TABLE held ADD COLUMN b int;" : $"CREATE TABLE t{number} (id int);");
        project.Adjust = loaded => loaded with { Patience = new() { LockTimeout = TimeSpan.FromMilliseconds(200), FirstPause = TimeSpan.FromMilliseconds(20) } };
        await using var holder = await test.OpenAsync();
        await using var begin = new Npgsql.NpgsqlCommand("BEGIN; SELECT * FROM held", holder);
        await begin.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        project.Options = project.Options with { Tell = told => { if (told is RunEvent.Retrying) holder.Close(); } };

        var result = await project.UpgradeAsync();

        Assert.Equal(40, result.Revisions.Length);
        Assert.True(result.Losses.Retries >= 1);
        Assert.Equal(40, (await project.AppliedAsync()).Ids.Count);
        Assert.Equal(40, project.Events.OfType<RunEvent.Done>().Count());
    }

    [Theory]
    [InlineData("DEALLOCATE ALL;")]
    [InlineData("DISCARD ALL;")]
    [InlineData("DISCARD PLANS; SET search_path = nowhere; SET ROLE pg_monitor;")]
    public async Task A_revision_may_throw_away_what_is_prepared(string text)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Chain(test, 12, number => number == 6 ? text : $"CREATE TABLE public.t{number} (id int);");

        await project.UpgradeAsync();

        Assert.Equal(12, (await project.AppliedAsync()).Ids.Count);
        Assert.Equal("postgres", await test.ScalarAsync<string>("SELECT tableowner::text FROM pg_tables WHERE tablename = 't7'"));
    }

    [Fact]
    public async Task Each_of_many_revisions_may_throw_away_what_is_prepared()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Chain(test, 20, number => number % 3 == 0 ? "DEALLOCATE ALL;" : $"CREATE TABLE t{number} (id int);");

        await project.UpgradeAsync();

        Assert.Equal(20, (await project.AppliedAsync()).Ids.Count);
    }

    [Fact]
    public async Task A_query_that_stands_in_many_revisions_may_change_its_columns()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (id int)");
        await using var project = Chain(test, 12, number => number == 9 ? "ALTER TABLE t ADD y int; SELECT * FROM t;" : "SELECT * FROM t;");

        await project.UpgradeAsync();

        Assert.Equal(12, (await project.AppliedAsync()).Ids.Count);
    }

    [Fact]
    public async Task A_passing_error_at_a_commit_in_the_middle_is_tried_again_and_only_there()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("""
            CREATE SEQUENCE tries; CREATE SEQUENCE runs; CREATE TABLE d (id int);
            CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('tries') = 1 THEN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END IF; RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON d DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
            """);
        await using var project = Chain(test, 20, number => number == 14 ? "INSERT INTO d VALUES (1);" : "SELECT nextval('runs');");

        var result = await project.UpgradeAsync();

        Assert.Equal(1, result.Losses.Retries);
        Assert.Equal(19, await test.ScalarAsync<long>("SELECT last_value FROM runs"));
        Assert.Equal(20, project.Events.OfType<RunEvent.Done>().Count());
    }

    [Fact]
    public async Task The_last_commit_waits_for_the_disk_also_when_it_was_tried_again_alone()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("""
            ALTER DATABASE CURRENT_NAME SET synchronous_commit = on;
            CREATE SEQUENCE tries; CREATE TABLE d (id int); CREATE TABLE at_commit (id int, waits text);
            CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('tries') = 1 THEN RAISE EXCEPTION 'busy' USING ERRCODE = '55P03'; END IF;
            INSERT INTO at_commit VALUES (NEW.id, current_setting('synchronous_commit')); RETURN NULL; END $$;
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON d DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
            """.Replace("CURRENT_NAME", test.Name, StringComparison.Ordinal));
        await using var project = Chain(test, 30, number => number == 30 ? "INSERT INTO d VALUES (30);" : $"CREATE TABLE t{number} (id int);");

        var result = await project.UpgradeAsync();

        Assert.Equal(1, result.Losses.Retries);
        Assert.Equal(["on"], await test.ColumnAsync<string>("SELECT waits FROM at_commit"));
    }

    [Fact]
    public async Task One_transaction_over_all_leaves_all_or_nothing()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Chain(test, 12, number => number == 12 ? "SELECT 1/0;" : $"CREATE TABLE t{number} (id int);");
        project.Adjust = loaded => loaded with { OneTransaction = true };

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("001 to 012 were rolled back", error.State, StringComparison.Ordinal);
        Assert.Empty((await project.AppliedAsync()).Rows);
        Assert.Empty(project.Events.OfType<RunEvent.Done>());
    }

    [Fact]
    public async Task A_deferred_constraint_that_fails_at_commit_is_an_error_of_its_revision()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p DEFERRABLE INITIALLY DEFERRED)");
        await using var project = Chain(test, 3, number => number == 2 ? "INSERT INTO c VALUES (1);" : $"CREATE TABLE t{number} (id int);");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("23503", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("versions/002.sql", error.Location?.ToString(), StringComparison.Ordinal);
        Assert.Contains("002 was rolled back", error.State, StringComparison.Ordinal);
        Assert.Equal(["001"], (await project.AppliedAsync()).Ids);
    }

    static TestProject Chain(TestDatabase test, int count, Func<int, string> text)
    {
        var project = new TestProject(test);
        for (var number = 1; number <= count; number++)
            project.Revision(Id(number), number == 1 ? null : Id(number - 1), text(number));
        return project;
    }

    static string Id(int number) => number.ToString("000", CultureInfo.InvariantCulture);
}
