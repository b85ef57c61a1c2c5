using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class RunRevisionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_run_section_runs_and_shows_its_rows_and_leaves_the_applied_set_alone()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: run\nINSERT INTO a VALUES (1);\nSELECT id, '{1,2}'::int[] AS list, NULL::inet AS nothing FROM a;");
        await project.UpgradeAsync();

        await project.RunAsync("001_a");
        await project.RunAsync("001");

        var rows = project.Events.OfType<RunEvent.Rows>().ToList();
        Assert.Equal(["id", "list", "nothing"], rows[0].Columns);
        Assert.Equal(["1", "{1,2}", null], rows[0].Values[0]);
        Assert.Equal(2, rows[1].Values.Count);
        Assert.Equal(["001_a"], (await project.AppliedAsync()).Ids);
        Assert.Equal(2, await test.ScalarAsync<long>("SELECT count(*) FROM segue.run WHERE purpose = 'run 001_a' AND outcome = 'done'"));
    }

    [Fact]
    public async Task Without_a_run_section_exactly_that_revision_is_applied_if_its_parents_are()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "CREATE TABLE a (id int);").Revision("002_b", "001_a", "CREATE TABLE b (id int);");

        var tooEarly = await Assert.ThrowsAsync<SegueException>(() => project.RunAsync("002_b"));
        await project.RunAsync("001_a");
        await project.RunAsync("002_b");
        var again = await project.RunAsync("002_b");

        Assert.Equal(Failure.Graph, tooEarly.Failure);
        Assert.Contains("001_a", tooEarly.Message, StringComparison.Ordinal);
        Assert.Equal(["001_a", "002_b"], (await project.AppliedAsync()).Ids.Order());
        Assert.Null(again.Run);
    }

    [Fact]
    public async Task An_error_in_a_run_section_has_its_place_and_many_rows_are_said_to_be_cut()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "-- segue: upgrade\nSELECT 1;\n-- segue: run\nSELECT n FROM generate_series(1, 1500) n;\nSELECT 1,\n  nope;");
        await project.UpgradeAsync();

        var error = await Assert.ThrowsAsync<SegueException>(() => project.RunAsync("001_a"));

        Assert.Equal("versions/001_a.sql:11:3", error.Location?.ToString());
        var rows = Assert.Single(project.Events.OfType<RunEvent.Rows>());
        Assert.Equal(1000, rows.Values.Count);
        Assert.True(rows.AreCut);
    }

    [Fact]
    public async Task A_mark_is_gone_back_to()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;");
        await project.UpgradeAsync();
        project.Revision("002_b", "001_a", "-- segue: upgrade\nCREATE TABLE b (id int);\n-- segue: downgrade\nDROP TABLE b;");
        project.Options = new() { Mark = "before b" };
        await project.UpgradeAsync();
        project.Options = new();
        project.Revision("003_c", "002_b", "-- segue: upgrade\nCREATE TABLE c (id int);\n-- segue: downgrade\nDROP TABLE c;\n-- segue: run\n-- segue: to-mark");

        var back = await project.RunAsync("003_c");

        Assert.Equal(["002_b"], back.Revisions);
        Assert.Equal(["001_a"], (await project.AppliedAsync()).Ids);
        Assert.Equal(["before b"], (await Marks.ListAsync(await project.LoadAsync(), project.Database, TestContext.Current.CancellationToken)).Select(mark => mark.Name));
    }
}
