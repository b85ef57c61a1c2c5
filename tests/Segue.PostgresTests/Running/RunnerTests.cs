using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Running;

public sealed class RunnerTests(PostgresFixture postgres)
{
    static readonly AppliedRevision Revision = new("001_first", new("test", "text", "tokens"), "First");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transactional_revision_commits_together_with_its_journal()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await CarryOutAsync(test, Steps(["CREATE TABLE a (id int)", "GRANT SELECT ON a TO pg_monitor", "SET ROLE pg_monitor", "SET search_path = nowhere"], ["SELECT count(*) = 0 FROM public.a"]));

        Assert.Equal("001_first applied 6", await test.ScalarAsync<string>(
            "SELECT revision || ' ' || state || ' ' || (SELECT count(*) FROM segue.step WHERE outcome = 'done') FROM segue.applied"));
        Assert.Equal("done", await test.ScalarAsync<string>("SELECT outcome FROM segue.run"));
    }

    [Fact]
    public async Task An_error_names_its_statement_line_and_column_and_leaves_nothing()
    {
        await using var test = await postgres.NewDatabaseAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() =>
            CarryOutAsync(test, Steps(["CREATE TABLE a (id int)", "SELECT 'ä😀',\n  missing FROM a"], [])));

        Assert.Equal(new SourceLocation("001.sql", 3, 3), error.Location);
        Assert.Contains("42703", error.Message, StringComparison.Ordinal);
        Assert.Contains("001_first was rolled back", error.State, StringComparison.Ordinal);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        Assert.Equal("failed", await test.ScalarAsync<string>("SELECT outcome FROM segue.run"));
    }

    [Fact]
    public async Task A_failing_verify_rolls_back_and_shows_the_first_ten_rows()
    {
        await using var test = await postgres.NewDatabaseAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() =>
            CarryOutAsync(test, Steps(["CREATE TABLE a (id int)"], ["SELECT n, 'it''s' AS why FROM generate_series(1, 12) n"])));

        Assert.Contains("more than 10 rows", error.Message, StringComparison.Ordinal);
        Assert.Contains("{\"n\":10,\"why\":\"it's\"}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\"n\":11", error.Message, StringComparison.Ordinal);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public async Task A_column_of_a_verify_query_may_have_any_name()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision(
            "001_a", null, "-- segue: upgrade\nSELECT 1;\n-- segue: verify\nSELECT 1 AS segue_row, 2 AS segue_query, 3 AS segue_count;");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("{\"segue_row\":1,\"segue_query\":2,\"segue_count\":3}", error.Message, StringComparison.Ordinal);
    }

    static Plan Steps(string[] statements, string[] verify)
    {
        var line = 1;
        var steps = statements.Select((text, index) =>
            new Step(Revision.Id, Direction.Up, $"{Revision.Id}/up/{index + 1}", text, new Work.Sql(new Statement(text, new("001.sql", ++line - 1, 1)))) { Unit = 1 })
            .Concat(verify.Select((text, index) =>
                new Step(Revision.Id, Direction.Up, $"{Revision.Id}/verify/{index + 1}", text, new Work.Verify(new Statement(text, new("001.sql", ++line - 1, 1)))) { Unit = 1 }))
            .Append(new Step(Revision.Id, Direction.Up, $"{Revision.Id}/enter", "", new Work.Enter(Revision)) { Unit = 1 });
        return new("test", [.. steps]);
    }

    static async Task<RunResult> CarryOutAsync(TestDatabase test, Plan plan)
    {
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        await using var session = await database.OpenAsync(Token);
        await using var guard = await AdvisoryLock.TakeAsync(database, "p", TimeSpan.Zero, static _ => { }, TimeProvider.System, Token);
        await OwnSchema.EnsureAsync(session, "test", Token);
        return await new Runner(session, guard!, "p", new RunOptions()).CarryOutAsync(plan, Progress.None, Token);
    }
}
