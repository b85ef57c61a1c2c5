using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>What is written down without running it, and scripts that are written without asking a database.</summary>
public sealed class StampTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task A_stamp_asks_before_it_forgets_and_shows_what_it_would_do()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database);

        Assert.Contains("002_b/stamp", _box.Segue("stamp", "002", "--dry-run").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("stamped 2 revisions", _box.Segue("stamp", "002").Expect(0).Error, StringComparison.Ordinal);
        Assert.Contains("nothing to do", _box.Segue("stamp", "002").Expect(0).Error, StringComparison.Ordinal);
        var refused = _box.Segue("stamp", "001").Expect(2);
        Assert.Contains("002_b", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.StartsWith("002_b", _box.Segue("current").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("stamp", "001", "--yes").Expect(0);
        Assert.StartsWith("001_a", _box.Segue("current").Expect(0).Out, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        Assert.Equal("stamp 001", (string?)_box.Segue("status", "-o", "json").Expect(0).Json["runs"]![0]!["purpose"]);
    }

    [Fact]
    public async Task A_database_with_ids_of_nobody_is_recovered()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database).Segue("upgrade", "002").Expect(0);
        await database.ExecuteAsync("UPDATE segue.applied SET revision = '0e5a1f' WHERE revision = '002_b'");

        Assert.Contains("stamp --purge", _box.Segue("check").Expect(8).Out, StringComparison.Ordinal);
        _box.Segue("upgrade").Expect(8);
        _box.Segue("stamp", "002", "--yes").Expect(8);
        _box.Segue("stamp", "--purge", "002", "--yes").Expect(0);
        _box.Segue("upgrade").Expect(0);
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public async Task Scripts_from_a_range_ask_no_database_and_leave_what_status_says()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project();
        var up = _box.Segue("upgrade", "001_a:head", "--sql", "--tag", "by hand").Expect(0).Out;
        var first = _box.Segue("upgrade", ":001_a", "--sql").Expect(0).Out;
        var down = _box.Segue("downgrade", "head:001_a", "--sql").Expect(0).Out;
        var stamp = _box.Segue("stamp", "001:002_b", "--sql").Expect(0).Out;
        Assert.Contains("002_b/up/1", _box.Segue("upgrade", "001_a:002_b", "--dry-run").Expect(0).Out, StringComparison.Ordinal);
        _box.On(database);

        (await PsqlAsync(database, first)).Expect(0);
        (await PsqlAsync(database, up)).Expect(0);
        var status = _box.Segue("status", "-o", "json").Expect(0).Json;
        _box.Segue("check").Expect(0);
        (await PsqlAsync(database, down)).Expect(0);
        Assert.StartsWith("001_a", _box.Segue("current").Expect(0).Out, StringComparison.Ordinal);
        Assert.NotEqual(0, (await PsqlAsync(database, down)).ExitCode);
        (await PsqlAsync(database, stamp)).Expect(0);

        Assert.Equal("003_c", (string?)status["current"]![0]);
        Assert.Equal("by hand", (string?)status["runs"]![0]!["tag"]);
        Assert.StartsWith("002_b", _box.Segue("current").Expect(0).Out, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('b')::text"));
    }

    [Theory]
    [InlineData("--sql", "upgrade", "001_a:002_b")]
    [InlineData("--sql", "stamp", "001_a:002_b")]
    [InlineData("--sql", "downgrade", "002_b:001_a")]
    [InlineData("both ends", "downgrade", "002_b:", "--sql")]
    [InlineData("depends on what is applied", "upgrade", "current:head", "--sql")]
    public void A_range_that_means_nothing_is_refused_with_the_reason(string reason, params string[] words)
    {
        Project().Variables["SEGUE__CONNECTION"] = "Host=nowhere.invalid";

        Assert.Contains(reason, _box.Segue(words).Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_and_a_tag_are_given_as_in_Alembic_and_stand_in_the_journal()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.Write("segue.json", """{ "project": "tagged" }""");
        _box.Revision("001_a", null, "CREATE TABLE a AS SELECT ${name:literal} AS name, ${segue.tag:literal} AS tag, ${segue.environment:literal} AS environment;").On(database);

        var run = _box.Segue("upgrade", "-x", "name=it's", "--tag", "release 7", "--env", "test", "-o", "json").Expect(0).Json;

        Assert.Equal("release 7", (string?)run["tag"]);
        Assert.Equal("it's, release 7, test", await database.ScalarAsync<string>("SELECT concat_ws(', ', name, tag, environment) FROM a"));
        Assert.Equal("release 7", await database.ScalarAsync<string>("SELECT tag FROM segue.run"));
        Assert.Contains("[release 7]", _box.Segue("status", "-x", "name=a").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unmanaged_database_begins_at_a_revision_and_goes_on()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database);
        Assert.Contains("empty", _box.Segue("baseline", "002_b").Expect(2).Error, StringComparison.Ordinal);
        await database.ExecuteAsync("CREATE TABLE a (id int); CREATE TABLE b (id int)");

        Assert.Contains("segue baseline head", _box.Segue("baseline").Expect(2).Error, StringComparison.Ordinal);
        _box.Segue("baseline", "002_b").Expect(0);
        Assert.Contains("segue stamp", _box.Segue("baseline", "002_b").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("applied 1 revision", _box.Segue("upgrade").Expect(0).Error, StringComparison.Ordinal);
        Assert.Contains("baseline at 002_b: done", _box.Segue("status").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_revision_the_schema_is_written_down_as_the_first_one()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE a (id int PRIMARY KEY)");
        Directory.CreateDirectory(Path.Combine(_box.Folder, "versions"));

        var outcome = _box.On(database).Segue("baseline");

        if (postgres.Major > 15)
        {
            Assert.Contains("pg_dump", outcome.Expect(1).Error, StringComparison.Ordinal);
            Assert.False(_box.Has("versions/001_baseline.sql"));
            return;
        }
        outcome.Expect(0);
        Assert.Contains("ADD CONSTRAINT a_pkey PRIMARY KEY", _box.Read("versions/001_baseline.sql"), StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
        await using var other = await postgres.NewDatabaseAsync();
        _box.On(other).Segue("upgrade").Expect(0);
        Assert.Equal("a", await other.ScalarAsync<string>("SELECT to_regclass('public.a')::text"));
    }

    async Task<Outcome> PsqlAsync(TestDatabase database, string script)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        _box.Variables["PGPASSWORD"] = at.Password ?? "";
        var psql = _box.StartOther("psql", "-X", "-q", $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}");
        await psql.StandardInput.WriteAsync(script);
        return await Sandbox.EndAsync(psql);
    }

    Sandbox Project() => _box
        .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;")
        .Revision("002_b", "001_a", "-- segue: upgrade\nCREATE TABLE b (id int);\n-- segue: downgrade\nDROP TABLE b;")
        .Revision("003_c", "002_b", "-- segue: upgrade\nCREATE TABLE c (id int);\n-- segue: downgrade\nDROP TABLE c;");
}
