using System.Diagnostics;
using Npgsql;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Running;

public sealed class ScriptTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_script_in_psql_leaves_the_same_database_and_journal_as_a_run()
    {
        await using var ran = await postgres.NewDatabaseAsync();
        await using var scripted = await postgres.NewDatabaseAsync();
        await using var project = Project(ran);
        await project.UpgradeAsync();
        var loaded = await project.LoadAsync();
        var plan = await Upgrade.PlanAsync(loaded, AppliedSet.Empty, RevisionTarget.Head, new(), TestContext.Current.CancellationToken);

        var first = await PsqlAsync(scripted, plan, loaded, AppliedSet.Empty);
        var second = await PsqlAsync(scripted, plan, loaded, AppliedSet.Empty);

        const string Journal = """
            SELECT string_agg(revision || state || title || checksum || token_checksum, ' ' ORDER BY revision) ||
            (SELECT string_agg(id || digest || outcome, ' ' ORDER BY ordinal) FROM segue.step) ||
            (SELECT purpose || outcome || plan_digest FROM segue.run) || (SELECT count(*) FROM b) ||
            (SELECT string_agg(name, '' ORDER BY name) FROM b)
            FROM segue.applied
            """;
        Assert.Equal((0, ""), first);
        Assert.Equal(await ran.ScalarAsync<string>(Journal), await scripted.ScalarAsync<string>(Journal));
        Assert.NotEqual(0, second.Code);
        Assert.Contains("another state of the database", second.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_keeps_its_characters_in_a_database_of_another_encoding()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync($"CREATE DATABASE {test.Name}_latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        await using var latin = new TestDatabase(postgres.Server, test.Name + "_latin");
        await using var project = new TestProject(latin).Revision("001_a", null, "CREATE TABLE a AS SELECT 'Zoë'::text AS name;");

        Assert.Equal((0, ""), await ScriptedAsync(latin, project));

        Assert.Equal("Zoë", await latin.ScalarAsync<string>("SELECT name FROM a"));
    }

    [Fact]
    public async Task A_script_for_a_part_is_refused_where_something_else_is_applied_and_writes_its_mark()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var other = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await project.UpgradeAsync("001_a");
        project.Options = new() { Mark = "before b" };

        var elsewhere = await ScriptedAsync(other, project);
        var here = await ScriptedAsync(test, project);

        Assert.NotEqual(0, elsewhere.Code);
        Assert.Contains("another state of the database", elsewhere.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await other.ScalarAsync<long>("SELECT count(*) FROM segue.run"));
        Assert.Equal((0, ""), here);
        Assert.Equal(["001_a", "002_b"], (await project.AppliedAsync()).Ids.Order());
        Assert.Equal("before b: {001_a}", await test.ScalarAsync<string>("SELECT name || ': ' || revisions::text FROM segue.mark"));
    }

    [Fact]
    public async Task A_changed_repeatable_revision_is_scripted()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        RepeatableTests.Write(project, "CREATE VIEW v AS SELECT 1 AS one;");
        await project.UpgradeAsync();
        RepeatableTests.Write(project, "CREATE OR REPLACE VIEW v AS SELECT 2 AS one;");

        Assert.Equal((0, ""), await ScriptedAsync(test, project));

        Assert.Equal(2, await test.ScalarAsync<int>("SELECT one FROM v"));
        Assert.Null((await project.UpgradeAsync()).Run);
    }

    [Fact]
    public async Task The_name_of_our_schema_may_look_like_a_parameter()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);

        Assert.Equal((0, ""), await ScriptedAsync(test, project, new Identifier("own $1 '$2'")));

        Assert.Equal(2, await test.ScalarAsync<long>("SELECT count(*) FROM \"own $1 '$2'\".applied"));
    }

    [Theory]
    [InlineData("002_b", "003_c")]
    [InlineData("001_a", "head")]
    public async Task A_script_from_a_range_asks_no_database_and_fits_the_one_that_stands_there(string from, string to)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var other = await postgres.NewDatabaseAsync();
        await using var project = Project(test).Revision("003_c", "002_b", "CREATE TABLE c (id int);");
        RepeatableTests.Write(project, "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        await project.UpgradeAsync(from);
        var loaded = await project.LoadAsync();
        var assumed = await AppliedSet.AssumeAsync(loaded, RevisionTarget.Parse(from), TestContext.Current.CancellationToken);
        var plan = await Upgrade.PlanAsync(loaded, assumed, RevisionTarget.Parse(to), new(), TestContext.Current.CancellationToken);

        var elsewhere = await PsqlAsync(other, plan, loaded, assumed);
        var here = await PsqlAsync(test, plan, loaded, assumed);

        Assert.Contains("another state of the database", elsewhere.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), here);
        Assert.Null((await project.UpgradeAsync(to)).Run);
    }

    [Fact]
    public async Task The_way_back_from_all_heads_takes_repeatable_revisions_with_it_and_no_database_is_asked()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;");
        RepeatableTests.Write(project, "-- segue: upgrade\nCREATE VIEW v AS SELECT id FROM a;\n-- segue: downgrade\nDROP VIEW v;");
        await project.UpgradeAsync();
        var loaded = await project.LoadAsync();
        var assumed = await AppliedSet.AssumeAsync(loaded, RevisionTarget.Heads, TestContext.Current.CancellationToken);
        var plan = await Downgrade.PlanAsync(loaded, assumed, RevisionTarget.Base, new(), TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), await PsqlAsync(test, plan, loaded, assumed));

        Assert.Empty((await project.AppliedAsync()).Rows);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public async Task A_stamp_is_scripted_from_a_range_and_brings_tables_of_version_1_up_to_date()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test).Revision("003_c", "002_b", "CREATE TABLE c (id int);");
        await project.UpgradeAsync("001_a");
        await test.ExecuteAsync("ALTER TABLE segue.run DROP COLUMN tag; ALTER TABLE segue.applied DROP COLUMN repeatable; DELETE FROM segue.version WHERE version > 1");
        var loaded = await project.LoadAsync();
        var assumed = await AppliedSet.AssumeAsync(loaded, RevisionTarget.Parse("001_a"), TestContext.Current.CancellationToken);
        var plan = await Stamp.PlanAsync(loaded, assumed, [RevisionTarget.Head], purge: false, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), await PsqlAsync(test, plan, loaded, assumed, new() { Tag = "by hand" }));

        Assert.Equal(["001_a", "002_b", "003_c"], (await project.AppliedAsync()).Ids.Order());
        Assert.Equal("by hand", await test.ScalarAsync<string>("SELECT tag FROM segue.run WHERE purpose = 'stamp head'"));
    }

    [Fact]
    public async Task No_script_is_written_for_a_database_that_is_half_way()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY ON a (nothing);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        var error = await Assert.ThrowsAsync<SegueException>(() => ScriptedAsync(test, project));

        Assert.Equal(Failure.HalfWay, error.Failure);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_script_stops_while_a_run_is_at_work_or_the_server_still_is_for_one(bool working)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await using var holder = await test.OpenAsync();
        var key = working ? WorkingLock.Key(new("segue"), "default") : AdvisoryLock.Key(new("segue"), "default");
        await using var take = new NpgsqlCommand($"SELECT pg_advisory_lock({key})", holder);
        await take.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var refused = await ScriptedAsync(test, project);

        Assert.NotEqual(0, refused.Code);
        Assert.Contains("another Segue is at work", refused.Errors, StringComparison.Ordinal);
    }

    static TestProject Project(TestDatabase test) => new TestProject(test)
        .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n\n-- segue: verify\nSELECT count(*) = 0 FROM a;")
        .Revision("002_b", "001_a", "CREATE TABLE b (id int, name text);\nCOPY b FROM STDIN;\n1\tit's \\\\ :here\n2\tb\n\\.\nINSERT INTO b VALUES (3, E'a\\\\b $1 :c');");

    /// <summary>The script for an upgrade of the project's database to head, given to psql on any database.</summary>
    static async Task<(int Code, string Errors)> ScriptedAsync(TestDatabase test, TestProject project, Identifier? schema = null)
    {
        var loaded = await project.LoadAsync();
        var applied = await project.AppliedAsync();
        var plan = await Upgrade.PlanAsync(loaded, applied, RevisionTarget.Head, project.Options, TestContext.Current.CancellationToken);
        return await PsqlAsync(test, plan, loaded, applied, project.Options, schema);
    }

    static async Task<(int Code, string Errors)> PsqlAsync(
        TestDatabase test, Plan plan, Project project, AppliedSet applied, RunOptions? options = null, Identifier? schema = null)
    {
        var file = Path.GetTempFileName();
        await using (var writer = new StreamWriter(file) { NewLine = "\n" })
            Script.Write(writer, plan, project, applied, schema ?? new Identifier("segue"), options ?? new());
        var at = new NpgsqlConnectionStringBuilder(test.ConnectionString);
        using var psql = Process.Start(new ProcessStartInfo("psql", ["-X", "-q", "-o", "/dev/null", "-f", file, $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}"])
        {
            RedirectStandardError = true,
        })!;
        var errors = await psql.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await psql.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);
        return (psql.ExitCode, errors);
    }
}
