using Segue.PostgresTests.Fixtures;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Sessions;

public sealed class OwnSchemaTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Every_table_and_column_of_our_own_says_what_it_is()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var database = new Database(test.ConnectionString, new Identifier("Odd schema"));
        await using var session = await database.OpenAsync(TestContext.Current.CancellationToken);
        await OwnSchema.EnsureAsync(session, "test", TestContext.Current.CancellationToken);
        await OwnSchema.EnsureAsync(session, "test", TestContext.Current.CancellationToken);

        Assert.Empty(await test.ColumnAsync<string>("""
            SELECT concat_ws('.', c.relname, a.attname) FROM pg_class c
            CROSS JOIN LATERAL (SELECT attname, attnum FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 UNION ALL SELECT NULL, 0) a
            WHERE c.relnamespace = '"Odd schema"'::regnamespace AND c.relkind = 'r'
            AND CASE WHEN a.attnum > 0 THEN col_description(c.oid, a.attnum) ELSE obj_description(c.oid, 'pg_class') END IS NULL
            """));
        Assert.Equal(OwnSchema.Version, await OwnSchema.InstalledAsync(session, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Projects_that_begin_at_once_in_a_new_database_share_the_tables()
    {
        await using var test = await postgres.NewDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(1, 8).Select(async n =>
        {
            await using var project = new TestProject(test).Revision("001_a", null, $"CREATE TABLE a{n} (id int);");
            project.Adjust = loaded => loaded with { Name = $"project {n}" };
            await project.UpgradeAsync();
        }));

        Assert.Equal(8, await test.ScalarAsync<long>("SELECT count(*) FROM segue.applied"));
        Assert.Equal(OwnSchema.Version, await test.ScalarAsync<long>("SELECT count(*) FROM segue.version"));
    }

    [Fact]
    public async Task Tables_of_version_1_are_read_as_they_are_and_brought_up_to_date_by_a_run()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);");
        await using (var session = await project.Database.OpenAsync(TestContext.Current.CancellationToken))
            await session.SendAsync(TestContext.Current.CancellationToken, OwnSchema.Step(session.Schema, 0, "test"));
        await test.ExecuteAsync("""
            INSERT INTO segue.applied VALUES ('default', '000_gone', 'applied', 'Gone', 'segue-1', 'a', 'b');
            INSERT INTO segue.run VALUES (gen_random_uuid(), 'default', 'old', 'done', now(), now(), 'a', 'b', 'c', 'd', NULL, 'e');
            """);

        var seen = await Overview.ReadAsync(await project.LoadAsync(), project.Database, TestContext.Current.CancellationToken);
        var before = await test.ScalarAsync<int>("SELECT max(version) FROM segue.version");
        await test.ExecuteAsync("DELETE FROM segue.applied");
        project.Options = new() { Tag = "release 7" };
        await project.UpgradeAsync();
        var now = await Overview.ReadAsync(await project.LoadAsync(), project.Database, TestContext.Current.CancellationToken);

        Assert.Equal(1, before);
        Assert.Equal("000_gone", Assert.Single(seen.Orphans).Revision.Id);
        Assert.Null(Assert.Single(seen.Runs).Tag);
        Assert.Equal([1, 2], await test.ColumnAsync<int>("SELECT version FROM segue.version ORDER BY version"));
        Assert.Equal("release 7", now.Runs[0].Tag);
    }

    [Fact]
    public async Task Tables_of_a_newer_program_are_left_alone()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        await using var session = await database.OpenAsync(TestContext.Current.CancellationToken);
        await OwnSchema.EnsureAsync(session, "test", TestContext.Current.CancellationToken);
        await test.ExecuteAsync("INSERT INTO segue.version (version, tool) VALUES (99, 'later')");

        var error = await Assert.ThrowsAsync<SegueException>(() => OwnSchema.EnsureAsync(session, "test", TestContext.Current.CancellationToken));

        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_make_them_is_told_what_it_needs_and_may_be_given_a_schema()
    {
        await using var test = await postgres.NewDatabaseAsync();
        var role = "deployer_" + test.Name;
        await test.ExecuteAsync($"CREATE ROLE {role} LOGIN; REVOKE CREATE ON DATABASE {test.Name} FROM public");
        try
        {
            var connection = new Npgsql.NpgsqlConnectionStringBuilder(test.ConnectionString) { Username = role }.ConnectionString;
            await using var database = new Database(connection, new Identifier("segue"));
            await using var session = await database.OpenAsync(TestContext.Current.CancellationToken);

            var error = await Assert.ThrowsAsync<SegueException>(() => OwnSchema.EnsureAsync(session, "test", TestContext.Current.CancellationToken));
            await test.ExecuteAsync($"CREATE SCHEMA segue AUTHORIZATION {role}");
            await OwnSchema.EnsureAsync(session, "test", TestContext.Current.CancellationToken);

            Assert.Contains("42501", error.Message, StringComparison.Ordinal);
            Assert.Contains("CREATE SCHEMA segue", error.Next, StringComparison.Ordinal);
        }
        finally
        {
            await test.ExecuteAsync($"DROP SCHEMA IF EXISTS segue CASCADE; DROP ROLE {role}");
        }
    }
}
