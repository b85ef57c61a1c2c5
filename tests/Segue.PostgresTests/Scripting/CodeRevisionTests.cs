using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;

namespace Segue.PostgresTests.Scripting;

/// <summary>Revisions in C# on their way in and out.</summary>
public sealed class CodeRevisionTests(PostgresFixture postgres)
{
    const string Table = "-- segue: upgrade\nCREATE TABLE track (id int);\n-- segue: downgrade\nDROP TABLE track;";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_writes_is_run_as_an_SQL_section_is()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        project.Adjust = loaded => loaded with { Variables = new Dictionary<string, string> { ["name"] = "Ada" } };
        project.Code("001_code", null, """
                public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    var table = new Identifier("select");
                    plan.Sql($"CREATE TABLE {table} (id int, name text)");
                    plan.Sql("INSERT INTO \"select\" VALUES (1, ${name:literal});\n-- segue: timeout lock=7s\nCREATE UNIQUE INDEX CONCURRENTLY i ON \"select\" (id)");
                    plan.Verify("SELECT name = 'Ada' FROM \"select\"");
                    return Task.CompletedTask;
                }

                public override Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    plan.Sql("DROP TABLE \"select\"");
                    return Task.CompletedTask;
                }
            """);

        var plan = await Upgrade.PlanAsync(await project.LoadAsync(), AppliedSet.Empty, RevisionTarget.Head, new(), Token);
        await project.UpgradeAsync();

        Assert.Equal([1, 1, null, 3, 3], plan.Steps.Select(step => step.Unit));
        Assert.Equal(TimeSpan.FromSeconds(7), plan.Steps[2].Patience.LockTimeout);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM \"select\""));
        await project.DowngradeAsync("base");
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('\"select\"')::text"));
    }

    [Fact]
    public async Task What_the_server_refuses_is_found_in_the_file()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        project.Code("001_code", null, """"
                public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    plan.Sql("""
                        SELECT 1;
                        SELECT
                          nowhere.x;
                        """);
                    return Task.CompletedTask;
                }
            """");

        var refused = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal(new SourceLocation("versions/001_code.cs", 14, 15), refused.Location);
    }

    [Fact]
    public async Task One_that_asks_is_planned_when_what_it_stands_on_is_done()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        project.Revision("001_table", null, Table).Code("002_asks", "001_table", """
                public override async Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    var columns = await plan.AskListAsync(
                        new Command(SqlText.Of($"SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0"), "track"), row => row.GetString(0), cancellationToken);
                    foreach (var column in columns)
                        plan.Sql($"ALTER TABLE track RENAME {new Identifier(column)} TO {new Identifier("the " + column)}");
                }

                public override async Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    var name = new Identifier((await plan.AskAsync<string>("SELECT 'the id'", cancellationToken))!);
                    plan.Sql($"ALTER TABLE track RENAME {name} TO id");
                }
            """).Revision("003_last", "002_asks", "-- segue: upgrade\nCREATE INDEX ON track (\"the id\");\n-- segue: downgrade\nDROP INDEX \"track_the id_idx\";");
        var loaded = await project.LoadAsync();
        await using var session = await project.Database.OpenAsync(Token);
        var plan = await Upgrade.PlanAsync(loaded, await AppliedSet.ReadAsync(session, "default", Token), RevisionTarget.Head, new(), Token);

        var result = await project.UpgradeAsync();

        Assert.All(plan.Steps, step => Assert.Equal("001_table", step.Revision));
        Assert.Equal(["002_asks", "003_last"], plan.Later);
        Assert.Equal(["001_table", "002_asks", "003_last"], result.Revisions);
        Assert.Equal(2, await database.ScalarAsync<long>("SELECT count(*) FROM segue.run WHERE outcome = 'done'"));
        Assert.Equal("the id", await database.ScalarAsync<string>("SELECT attname::text FROM pg_attribute WHERE attrelid = 'track'::regclass AND attnum > 0"));
        Assert.Equal(["003_last", "002_asks", "001_table"], (await project.DowngradeAsync("base")).Revisions);
    }

    [Fact]
    public async Task So_many_steps_further_are_no_more_because_one_asks()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        project.Revision("001_table", null, Table)
            .Code("002_asks", "001_table", "public override async Task UpgradeAsync(PlanWriter plan, CancellationToken token) => await plan.AskAsync<long>(\"SELECT count(*) FROM track\", token);")
            .Revision("003_last", "002_asks", Table);

        await project.UpgradeAsync("+2");

        Assert.Equal(["001_table", "002_asks"], (await project.AppliedAsync()).Ids.Order());
    }

    [Fact]
    public async Task A_question_changes_nothing_and_nobody_answers_one_offline()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        project.Code("001_asks", null, """
                public override async Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken) =>
                    await plan.AskAsync<string>("CREATE TABLE a ()", cancellationToken);
            """);

        var offline = await Assert.ThrowsAsync<SegueException>(async () => await Upgrade.PlanAsync(await project.LoadAsync(), AppliedSet.Empty, RevisionTarget.Head, new(), Token));
        var written = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("001_asks asks the database", Assert.Single(offline.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("versions/001_asks.cs", 10, 1), offline.Problems[0].Location);
        Assert.Contains("25006", written.Message, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public async Task Applied_half_way_it_goes_on_if_it_is_answered_as_before_and_is_refused_if_not()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(database);
        await database.ExecuteAsync("CREATE TABLE answer AS SELECT 'one' AS name; CREATE TABLE rows AS SELECT 1 AS id FROM generate_series(1, 2)");
        project.Code("001_asks", null, """
                public override async Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    var name = new Identifier((await plan.AskAsync<string>("SELECT name FROM answer", cancellationToken))!);
                    plan.Sql($"CREATE TABLE {name} (id int)");
                    plan.Sql("CREATE UNIQUE INDEX CONCURRENTLY rows_id ON rows (id)");
                }
            """);

        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        await database.ExecuteAsync("UPDATE answer SET name = 'two'");
        var otherwise = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        await database.ExecuteAsync("UPDATE answer SET name = 'one'; DELETE FROM rows WHERE ctid = '(0,1)'");
        await project.UpgradeAsync();

        Assert.Equal(Failure.Checksum, otherwise.Failure);
        Assert.Contains("the database answers its questions otherwise", otherwise.Message, StringComparison.Ordinal);
        Assert.Equal(["001_asks"], (await project.AppliedAsync()).Ids);
    }
}
