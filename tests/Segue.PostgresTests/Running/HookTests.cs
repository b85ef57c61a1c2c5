using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>Each hook writes into a table what it was called with.</summary>
public sealed class HookTests(PostgresFixture postgres)
{
    const string Log = "SELECT string_agg(line, ' ' ORDER BY n) FROM log";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hooks_run_around_the_run_and_around_each_revision_on_both_ways()
    {
        await using var test = await NewAsync();
        await using var project = Project(test).Revision("001_a", null, Table("a")).Revision("002_b", "001_a", Table("b"));

        var up = await project.UpgradeAsync();
        var nothing = await project.UpgradeAsync();
        var logged = await test.ScalarAsync<string>(Log);
        await test.ExecuteAsync("TRUNCATE log");
        var down = await project.DowngradeAsync("001_a");

        Assert.Equal("begin:up <001_a:up 001_a:up> <002_b:up 002_b:up> end:up", logged);
        Assert.Equal("begin:down <002_b:down 002_b:down> end:down", await test.ScalarAsync<string>(Log));
        Assert.Equal(["001_a", "002_b"], up.Revisions);
        Assert.Null(nothing.Run);
        Assert.Equal(["002_b"], down.Revisions);
    }

    [Fact]
    public async Task They_are_steps_of_the_plan_in_the_transaction_of_their_revision_and_part_of_the_digest()
    {
        await using var test = await NewAsync();
        await using var project = Project(test).Revision("001_a", null, Table("a"));
        var with = await Upgrade.PlanAsync(await project.LoadAsync(), AppliedSet.Empty, RevisionTarget.Head, new(), Token);
        var without = await Upgrade.PlanAsync((await project.LoadAsync()) with { Hooks = Hooks.None }, AppliedSet.Empty, RevisionTarget.Head, new(), Token);
        await project.UpgradeAsync();

        Assert.Equal(["before-run/run/1", "001_a/up/before/1", "001_a/up/1", "001_a/up/after/1", "001_a/up/2", "after-run/run/1"], with.Steps.Select(step => step.Id));
        Assert.Equal(3, with.Steps.Select(step => step.Unit).Distinct().Count());
        Assert.Single(with.Steps.Where(step => step.Revision == "001_a").Select(step => step.Unit).Distinct());
        Assert.Equal(["001_a/up/1", "001_a/up/2"], without.Steps.Select(step => step.Id));
        Assert.NotEqual(with.Digest, without.Digest);
        Assert.Equal(with.Steps.Select(step => step.Id), await test.ColumnAsync<string>("SELECT id FROM segue.step ORDER BY ordinal"));
    }

    [Fact]
    public async Task What_a_hook_did_is_rolled_back_with_its_revision()
    {
        await using var test = await NewAsync();
        await using var project = Project(test).Revision("001_a", null, Table("a")).Revision("002_b", "001_a", "SELECT 1/0;");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("001_a was applied, 002_b was rolled back", error.State, StringComparison.Ordinal);
        Assert.Equal("begin:up <001_a:up 001_a:up>", await test.ScalarAsync<string>(Log));
    }

    [Fact]
    public async Task A_run_that_goes_on_repeats_no_hook_that_is_committed_and_finishes_the_others()
    {
        await using var test = await NewAsync();
        await using var project = Project(test)
            .Revision("001_a", null, "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (1);\nCREATE UNIQUE INDEX CONCURRENTLY one ON a (id);\nINSERT INTO a VALUES (2);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var halfWay = (await project.AppliedAsync()).HalfWay?.Revision.Id;
        var logged = await test.ScalarAsync<string>(Log);
        await test.ExecuteAsync("TRUNCATE a");

        var resumed = await project.UpgradeAsync();

        Assert.Equal("001_a", halfWay);
        Assert.Equal("begin:up <001_a:up", logged);
        Assert.Equal("begin:up <001_a:up 001_a:up> end:up", await test.ScalarAsync<string>(Log));
        Assert.Equal(["001_a"], resumed.Revisions);
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }

    [Fact]
    public async Task A_hook_that_fails_stops_the_run_and_is_found_in_its_file()
    {
        await using var test = await NewAsync();
        await using var project = Project(test).Revision("001_a", null, Table("a"));
        await File.WriteAllTextAsync(Path.Combine(project.Root, "begin.sql"), "SELECT 1;\nSELECT\n  1/0;", Token);

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains("before-run/run/2", error.Message, StringComparison.Ordinal);
        Assert.Equal("begin.sql:2:1", error.Location?.ToString());
        Assert.Empty((await project.AppliedAsync()).Rows);
    }

    [Fact]
    public async Task A_downgrade_section_counts_on_the_way_back_and_values_are_filled_in_as_strings()
    {
        await using var test = await NewAsync();
        await using var project = Project(test).Revision("001_a", null, Table("a"));
        await File.WriteAllTextAsync(Path.Combine(project.Root, "begin.sql"), """
            -- segue: upgrade
            INSERT INTO log (line) VALUES (${segue.purpose:literal});
            -- segue: downgrade
            INSERT INTO log (line) VALUES ('back');
            """, Token);

        await project.UpgradeAsync();
        await project.DowngradeAsync("base");

        Assert.Equal("upgrade to head", await test.ScalarAsync<string>("SELECT line FROM log ORDER BY n LIMIT 1"));
        Assert.Equal(1, await test.ScalarAsync<long>("SELECT count(*) FROM log WHERE line = 'back'"));
    }

    [Fact]
    public async Task A_hook_may_be_written_in_csharp_and_may_not_ask()
    {
        await using var test = await NewAsync();
        await using var project = new TestProject(test).Revision("001_a", null, Table("a"));
        project.Adjust = loaded => loaded with { Hooks = new() { AfterRevision = ["hook.cs"] } };
        Write(project, """plan.Code("counts", async (session, token) => await session.SendAsync(token, new Command(SqlText.Of($"INSERT INTO log (line) SELECT count(*) FROM a"))));""");
        await project.UpgradeAsync();
        var counted = await test.ScalarAsync<string>(Log);

        await project.DowngradeAsync("base");
        Write(project, """await plan.AskAsync<int>("SELECT 1", cancellationToken);""");
        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal("0", counted);
        Assert.Equal("hook-asks", Assert.Single(error.Problems).Code);

        static void Write(TestProject project, string work) => File.WriteAllText(Path.Combine(project.Root, "hook.cs"), $$"""
            using Segue.Revisions; using Segue.Sessions; using Segue.Sql;
            public sealed class Hook : CodeRevision
            {
                public override async Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    if (plan.Variables["segue.direction"] == "down")
                        return;
                    {{work}}
                    await Task.CompletedTask;
                }
            }
            """);
    }

    [Fact]
    public async Task Mistakes_in_hooks_are_told_once_and_without_a_run()
    {
        await using var test = await NewAsync();
        await using var project = Project(test).Revision("001_a", null, Table("a")).Revision("002_b", "001_a", Table("b"));
        await File.WriteAllTextAsync(Path.Combine(project.Root, "before.sql"), "SELECT ${nothing};\nCOMMIT;", Token);
        File.Delete(Path.Combine(project.Root, "end.sql"));

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal(3, error.Problems.Count);
        Assert.Equal(error.Problems.ToHashSet(), (await Hooks.ProblemsAsync(await project.LoadAsync(), Token)).ToHashSet());
    }

    async Task<TestDatabase> NewAsync()
    {
        var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE log (n serial, line text)");
        return test;
    }

    static TestProject Project(TestDatabase test)
    {
        var project = new TestProject(test)
        {
            Adjust = loaded => loaded with
            {
                Hooks = new() { BeforeRun = ["begin.sql"], AfterRun = ["end.sql"], BeforeRevision = ["before.sql"], AfterRevision = ["after.sql"] },
            },
        };
        Write("begin", "'begin:' || ${segue.direction:literal}");
        Write("end", "'end:' || ${segue.direction:literal}");
        Write("before", "'<' || ${segue.revision:literal} || ':' || ${segue.direction:literal}");
        Write("after", "${segue.revision:literal} || ':' || ${segue.direction:literal} || '>'");
        return project;

        void Write(string hook, string line) => File.WriteAllText(Path.Combine(project.Root, hook + ".sql"), $"INSERT INTO log (line) VALUES ({line});");
    }

    static string Table(string name) => $"-- segue: upgrade\nCREATE TABLE {name} (id int);\n-- segue: downgrade\nDROP TABLE {name};";
}
