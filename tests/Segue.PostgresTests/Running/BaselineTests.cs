using System.Diagnostics;
using Npgsql;
using Segue.Authoring;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class BaselineTests(PostgresFixture postgres)
{
    const string Schema = """
        CREATE EXTENSION pgcrypto;
        CREATE SCHEMA "Odd schema";
        CREATE TYPE mood AS ENUM ('major', 'minor');
        CREATE FUNCTION later() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT 1::bigint; END;
        CREATE TABLE track (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL DEFAULT 'it''s; ${none}', tone mood, CHECK (length(title) > 0));
        CREATE TABLE part (id int, at date) PARTITION BY RANGE (at);
        CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
        CREATE VIEW "Odd schema".titles AS SELECT title FROM track;
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN -- segue: downgrade
          PERFORM count(*) FROM track; RETURN new; END $$;
        CREATE TRIGGER touched BEFORE INSERT ON track FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE INDEX ON track (lower(title)) WHERE tone IS NOT NULL;
        COMMENT ON TABLE track IS E'One\n-- segue: downgrade\nline';
        GRANT SELECT ON track TO public;
        ALTER TABLE track ENABLE ROW LEVEL SECURITY;
        CREATE POLICY mine ON track USING (title <> '');
        INSERT INTO track (title) VALUES ('kept');
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_no_tool_managed_goes_on_where_its_schema_makes_a_new_one()
    {
        Assert.SkipUnless(postgres.Major <= 15, "the tests' pg_dump is of version 15 and reads no newer server");
        await using var old = await postgres.NewDatabaseAsync();
        await using var young = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(old).File("schema.sql", Schema);
        Assert.Empty(await Psql.FileAsync(old, Path.Combine(project.Root, "schema.sql"), oneTransaction: true));
        var before = await DumpAsync(old);

        await BaselineFile.WriteAsync(project.Database, Path.Combine(project.Root, "versions"), Token);
        await Baseline.RunAsync(await project.LoadAsync(), project.Database, RevisionTarget.Head, new(), Token);
        var loaded = await project.LoadAsync();
        await using (var fresh = new Segue.Sessions.Database(young.ConnectionString, new("segue")))
            await Upgrade.RunAsync(loaded, fresh, RevisionTarget.Head, new(), Token);
        var after = await DumpAsync(old);
        var made = await DumpAsync(young);
        project.Revision("002_b", BaselineFile.Id, "CREATE TABLE b (id int);");

        Assert.Equal(before, after);
        Assert.Equal(before, made);
        Assert.Equal("baseline at head", await old.ScalarAsync<string>("SELECT purpose FROM segue.run"));
        Assert.Equal(["002_b"], (await project.UpgradeAsync()).Revisions);
        Assert.Equal("kept", await old.ScalarAsync<string>("SELECT title FROM track"));
    }

    [Fact]
    public async Task A_pg_dump_that_is_older_than_the_server_is_named_and_no_file_is_written()
    {
        Assert.SkipUnless(postgres.Major > 15, "the tests' pg_dump is of version 15");
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);

        var error = await Assert.ThrowsAsync<SegueException>(() => BaselineFile.WriteAsync(project.Database, Path.Combine(project.Root, "versions"), Token));

        Assert.Contains("version mismatch", error.Message, StringComparison.Ordinal);
        Assert.Contains("on PATH", error.Next, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(project.Root, "versions", "001_baseline.sql")));
    }

    [Fact]
    public async Task A_revision_that_the_database_is_like_is_written_down_with_what_it_stands_on()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE a (id int); CREATE TABLE b (id int);");
        await using var project = Project(test);

        await BaselineAsync(project, "002_b");

        Assert.Equal(["001_a", "002_b"], (await project.AppliedAsync()).Ids.Order());
        Assert.Equal(["003_c"], (await project.UpgradeAsync()).Revisions);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("CREATE EXTENSION pgcrypto; CREATE SCHEMA nothing", "empty")]
    public async Task A_database_without_anything_is_no_baseline(string sql, string why)
    {
        await using var test = await postgres.NewDatabaseAsync();
        if (sql.Length > 0)
            await test.ExecuteAsync(sql);
        await using var project = Project(test);

        var error = await Assert.ThrowsAsync<SegueException>(() => BaselineAsync(project, "001_a"));

        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("segue upgrade", error.Next, StringComparison.Ordinal);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regnamespace('segue')::text"));
    }

    [Fact]
    public async Task A_database_that_is_managed_is_no_baseline()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await project.UpgradeAsync("001_a");

        var error = await Assert.ThrowsAsync<SegueException>(() => BaselineAsync(project, "003_c"));

        Assert.Contains("segue stamp", error.Next, StringComparison.Ordinal);
        Assert.Equal(["001_a"], (await project.AppliedAsync()).Ids);
    }

    static TestProject Project(TestDatabase test) => new TestProject(test)
        .Revision("001_a", null, "CREATE TABLE a (id int);").Revision("002_b", "001_a", "CREATE TABLE b (id int);").Revision("003_c", "002_b", "CREATE TABLE c (id int);");

    static async Task<RunResult> BaselineAsync(TestProject project, string target) =>
        await Baseline.RunAsync(await project.LoadAsync(), project.Database, RevisionTarget.Parse(target), new(), Token);

    static async Task<string> DumpAsync(TestDatabase database)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        string[] words = ["--schema-only", "--exclude-schema=segue", $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}"];
        using var dump = Process.Start(new ProcessStartInfo("pg_dump", words) { RedirectStandardOutput = true })!;
        var text = await dump.StandardOutput.ReadToEndAsync(Token);
        await dump.WaitForExitAsync(Token);
        Assert.Equal(0, dump.ExitCode);
        // Each dump restricts by a word of its own.
        return string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('\\')));
    }
}
