using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sql;

namespace Segue.PostgresTests.Scripting;

/// <summary>Steps that are no SQL: code, and files.</summary>
public sealed class CodeStepTests(PostgresFixture postgres)
{
    const string Downgrade = """
            public override Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
            {
                plan.Irreversible("rows are gone");
                return Task.CompletedTask;
            }
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Code_commits_with_the_steps_around_it()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = Project(database, "await session.SendAsync(token, new Command(SqlText.Of($\"INSERT INTO track VALUES ($1)\"), 7));");

        var plan = await Upgrade.PlanAsync(await project.LoadAsync(), AppliedSet.Empty, RevisionTarget.Head, new(), Token);
        await project.UpgradeAsync();

        Assert.Contains("cannot be foreseen", plan.Steps[1].Why, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], plan.Steps.Select(step => step.Unit));
        Assert.Equal(7, await database.ScalarAsync<int>("SELECT id FROM track"));
        var back = await Assert.ThrowsAsync<SegueException>(() => project.DowngradeAsync("base"));
        Assert.Equal("001_code is irreversible because rows are gone", Assert.Single(back.Problems).Message);
    }

    [Theory]
    [InlineData("throw new InvalidOperationException(\"of mine\");", "InvalidOperationException: of mine", 12)]
    [InlineData("await session.SendAsync(token, new Command(SqlText.Of($\"SELECT 1/0\")));", "22012", 12)]
    [InlineData("try { await session.SendAsync(token, new Command(SqlText.Of($\"SELECT 1/0\"))); } catch (Npgsql.PostgresException) { }", "25P02", 12)]
    public async Task Code_that_fails_leaves_nothing_and_is_found_in_the_file(string code, string said, int line)
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = Project(database, code);

        var failed = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains(said, failed.Message, StringComparison.Ordinal);
        Assert.Equal(("versions/001_code.cs", line), (failed.Location!.Value.File, failed.Location.Value.Line));
        Assert.Contains("001_code was rolled back", failed.State, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('track')::text"));
        Assert.Empty((await project.AppliedAsync()).Rows);
    }

    [Fact]
    public async Task Code_that_ends_the_transaction_is_told_so()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = Project(database, "await session.SendAsync(token, new Command(SqlText.Of($\"COMMIT\")));");

        var failed = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("25P01", failed.Message, StringComparison.Ordinal);
        Assert.Empty((await project.AppliedAsync()).Rows);
    }

    [Fact]
    public async Task Code_says_how_it_is_taken_back_and_is_no_script()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = Project(database, "await Task.Yield();");
        var loaded = await project.LoadAsync();
        var plan = await Upgrade.PlanAsync(loaded, AppliedSet.Empty, RevisionTarget.Head, new(), Token);
        await using var without = Project(database, "await Task.Yield();", downgrade: "");

        var script = Assert.Throws<SegueException>(() => Script.Write(TextWriter.Null, plan, loaded, AppliedSet.Empty, new Identifier("segue"), new()));
        var refused = await Assert.ThrowsAsync<SegueException>(() => without.UpgradeAsync());

        Assert.Contains("001_code/up/2 is code", script.Message, StringComparison.Ordinal);
        Assert.Equal("code-without-downgrade", Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Rows_go_into_a_file_and_come_back_from_it()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        await database.ExecuteAsync("CREATE TABLE track (id int, title text); INSERT INTO track VALUES (1, 'a,b'), (2, NULL); CREATE TABLE copy (LIKE track)");
        project.Code("001_code", null, """
                public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken) => Task.CompletedTask;

                public override Task RunAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    plan.BulkExport("public.track", "track.csv");
                    if (File.Exists(plan.PathOf("track.csv")) || plan.Variables.ContainsKey("insist"))
                        plan.BulkImport("copy", "track.csv");
                    return Task.CompletedTask;
                }
            """);
        await project.UpgradeAsync();
        project.Adjust = loaded => loaded with { Variables = new Dictionary<string, string> { ["insist"] = "yes" } };
        var missing = await Assert.ThrowsAsync<SegueException>(() => project.RunAsync("001_code"));
        project.Adjust = loaded => loaded;

        await project.RunAsync("001_code");
        Assert.Equal("id,title\n1,\"a,b\"\n2,\n", await File.ReadAllTextAsync(Path.Combine(project.Root, "track.csv"), Token));
        await project.RunAsync("001_code");

        Assert.Equal("import-file", Assert.Single(missing.Problems).Code);
        Assert.Equal(["1 a,b", "2"], await database.ColumnAsync<string>("SELECT concat_ws(' ', id, title) FROM copy ORDER BY id"));
    }

    static TestProject Project(TestDatabase database, string code, string downgrade = Downgrade) => new TestProject(database).Code("001_code", null, $$"""
            public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
            {
                plan.Sql("CREATE TABLE track (id int)");
                plan.Code("fill", async (session, token) => { {{code}} });
                return Task.CompletedTask;
            }
        {{downgrade}}
        """);
}
