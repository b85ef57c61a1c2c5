using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>001 -> 002 -> 003, and 002 -> 004; 100 stands alone.</summary>
public sealed class StampTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_stamp_writes_the_target_and_what_it_stands_on_and_runs_nothing()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);

        var result = await StampAsync(project, "003_c");
        var again = await StampAsync(project, "003_c");

        Assert.Equal(["001_a", "002_b", "003_c"], await AppliedAsync(project));
        Assert.Null(again.Run);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        Assert.Equal("stamp 003_c: done", await test.ScalarAsync<string>("SELECT purpose || ': ' || outcome FROM segue.run"));
        Assert.Equal(result.Run, await test.ScalarAsync<Guid>("SELECT run_id FROM segue.applied WHERE revision = '001_a' AND title = 'Title of 001_a.'"));
        Assert.Empty(EditedFiles.Of(await project.LoadAsync(), await project.AppliedAsync()));
    }

    [Theory]
    [InlineData("heads", "001_a", "001_a 100_z")]
    [InlineData("003_c 100_z", "004_d", "001_a 002_b 003_c 004_d 100_z")]
    [InlineData("heads", "base", "")]
    [InlineData("heads", "100_z@base", "001_a 002_b 003_c 004_d")]
    [InlineData("003_c", "current-1", "001_a 002_b")]
    [InlineData("", "003_c 100_z", "001_a 002_b 003_c 100_z")]
    [InlineData("001_a 100_z", "heads", "001_a 002_b 003_c 004_d 100_z")]
    public async Task What_stands_on_the_target_leaves_and_other_branches_stay(string before, string targets, string after)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        if (before.Length > 0)
            await StampAsync(project, before);

        await StampAsync(project, targets);

        Assert.Equal(after, string.Join(' ', await AppliedAsync(project)));
    }

    [Fact]
    public async Task A_database_with_ids_that_no_file_knows_is_recovered_by_a_purge_alone()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await project.UpgradeAsync("003_c");
        await test.ExecuteAsync("UPDATE segue.applied SET revision = '0e5a1f' WHERE revision = '003_c'; UPDATE segue.applied SET checksum = 'old' WHERE revision = '001_a'");

        var refused = await Assert.ThrowsAsync<SegueException>(() => StampAsync(project, "002_b"));
        await StampAsync(project, "002_b", purge: true);

        Assert.Equal(Failure.Graph, refused.Failure);
        Assert.Contains("--purge", refused.Next, StringComparison.Ordinal);
        Assert.Equal(["001_a", "002_b"], await AppliedAsync(project));
        Assert.Empty(EditedFiles.Of(await project.LoadAsync(), await project.AppliedAsync()));
    }

    [Fact]
    public async Task A_purge_forgets_other_branches_and_a_stamp_settles_what_is_half_way()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test).Revision("101_y", "100_z", "CREATE TABLE y (id int);\nCREATE INDEX CONCURRENTLY ON y (nothing);");
        await StampAsync(project, "003_c");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync("101_y"));
        var halfWay = (await project.AppliedAsync()).HalfWay?.Revision.Id;

        await StampAsync(project, "101_y");
        var settled = await project.AppliedAsync();
        await StampAsync(project, "101_y", purge: true);

        Assert.Equal("101_y", halfWay);
        Assert.Null(settled.HalfWay);
        Assert.Contains("003_c", settled.Ids);
        Assert.Equal(["100_z", "101_y"], await AppliedAsync(project));
    }

    [Fact]
    public async Task What_is_stamped_is_taken_back_and_applied_like_everything_else()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE a (id int); CREATE TABLE b (id int);");
        await using var project = Project(test);
        await StampAsync(project, "002_b");

        Assert.Equal(["003_c"], (await project.UpgradeAsync("003_c")).Revisions);
        Assert.Equal(["003_c", "002_b", "001_a"], (await project.DowngradeAsync("base")).Revisions);
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    [Fact]
    public async Task A_repeatable_revision_whose_file_is_gone_is_no_orphan_and_leaves_with_a_stamp()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        RepeatableTests.Write(project, "CREATE VIEW v AS SELECT 1 AS one;");
        await project.UpgradeAsync("heads");
        File.Delete(Path.Combine(project.Root, "versions", "views.sql"));
        project.Revision("005_e", "003_c", Text("e"));

        var seen = await Overview.ReadAsync(await project.LoadAsync(), project.Database, TestContext.Current.CancellationToken);
        await project.UpgradeAsync("heads");
        await project.DowngradeAsync("003_c");
        await StampAsync(project, "heads");

        Assert.Empty(seen.Orphans);
        Assert.Equal("views", Assert.Single(seen.Gone).Revision.Id);
        Assert.Equal(["001_a", "002_b", "003_c", "004_d", "005_e", "100_z"], await AppliedAsync(project));
    }

    static TestProject Project(TestDatabase test) => new TestProject(test)
        .Revision("001_a", null, Text("a")).Revision("002_b", "001_a", Text("b")).Revision("003_c", "002_b", Text("c")).Revision("004_d", "002_b", Text("d"))
        .Revision("100_z", null, Text("z"));

    static string Text(string table) => $"-- segue: upgrade\nCREATE TABLE {table} (id int);\n-- segue: downgrade\nDROP TABLE {table};";

    static async Task<RunResult> StampAsync(TestProject project, string targets, bool purge = false) => await Stamp.RunAsync(
        await project.LoadAsync(), project.Database, [.. targets.Split(' ').Select(RevisionTarget.Parse)], purge, project.Options, TestContext.Current.CancellationToken);

    static async Task<IEnumerable<string>> AppliedAsync(TestProject project) => (await project.AppliedAsync()).Rows.Select(row => row.Revision.Id);
}
