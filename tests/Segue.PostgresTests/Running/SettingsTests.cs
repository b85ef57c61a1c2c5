using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Running;

/// <summary>What a revision sets is its own: each of these reached the next one once.</summary>
public sealed class SettingsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Defaults_of_transactions_do_not_reach_the_next_revision()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "SET default_transaction_isolation = 'serializable'; SET default_transaction_read_only = on;")
            .Revision("002_b", "001_a", "CREATE TABLE seen AS SELECT current_setting('transaction_isolation') AS level;");

        await project.UpgradeAsync();

        Assert.Equal("read committed", await test.ScalarAsync<string>("SELECT level FROM seen"));
        Assert.Equal("done", await test.ScalarAsync<string>("SELECT outcome FROM segue.run"));
    }

    [Fact]
    public async Task A_temporary_table_does_not_stand_in_for_one_of_the_next_revision()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE users (id int)");
        await using var project = new TestProject(test)
            .Revision("001_a", null, "CREATE TEMP TABLE users (id int);\nCREATE INDEX CONCURRENTLY i ON public.users (id);\nINSERT INTO users VALUES (1);")
            .Revision("002_b", "001_a", "INSERT INTO users VALUES (2);");

        await project.UpgradeAsync();

        Assert.Equal([2], await test.ColumnAsync<int>("SELECT id FROM users"));
    }

    [Fact]
    public async Task What_an_event_trigger_sets_does_not_reach_the_next_revision()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("""
            CREATE SCHEMA s;
            CREATE FUNCTION public.away() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM set_config('search_path', 's', false); END $$;
            CREATE EVENT TRIGGER away ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.away();
            """);
        await using var project = new TestProject(test)
            .Revision("001_a", null, "CREATE TABLE public.a (id int);")
            .Revision("002_b", "001_a", "CREATE VIEW v AS SELECT 1 AS one;");

        await project.UpgradeAsync();

        Assert.Equal("public", await test.ScalarAsync<string>("SELECT relnamespace::regnamespace::text FROM pg_class WHERE relname = 'v'"));
    }

    [Fact]
    public async Task A_query_that_happens_to_set_something_is_run_once()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE SEQUENCE s; CREATE TABLE t (id int)");
        await using var project = new TestProject(test).Revision("001_a", null, """
            SELECT set_config('a.b', nextval('s')::text, false);
            SELECT set_config('search_path', 'public', false);
            CREATE INDEX CONCURRENTLY i ON t (id);
            CREATE TABLE y (id int);
            """);

        await project.UpgradeAsync();

        Assert.Equal(1, await test.ScalarAsync<long>("SELECT last_value FROM s"));
    }

    [Fact]
    public async Task A_revision_may_choose_the_isolation_of_its_own_transaction_wherever_it_stands()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; SET search_path = public; SELECT 1;")
            .Revision("002_b", "001_a", "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; CREATE TABLE seen AS SELECT current_setting('transaction_isolation') AS level;");

        await project.UpgradeAsync();

        Assert.Equal("repeatable read", await test.ScalarAsync<string>("SELECT level FROM seen"));
    }
}
