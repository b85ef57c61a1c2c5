using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class OrphanTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Nothing_is_taken_back_from_under_a_revision_without_a_file()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await project.UpgradeAsync();
        Forget(project, "002_b", "003_c");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.DowngradeAsync("base"));

        Assert.Equal(Failure.Graph, error.Failure);
        Assert.Equal(["002_b", "003_c"], error.Problems.Select(problem => problem.Message[..5]));
        Assert.Equal(["001_a", "002_b", "003_c"], (await project.AppliedAsync()).Ids.Order());
    }

    [Fact]
    public async Task A_mark_is_not_gone_back_to_past_a_revision_without_a_file()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await project.UpgradeAsync("001_a");
        await Marks.MakeAsync(await project.LoadAsync(), project.Database, "a", new(), TestContext.Current.CancellationToken);
        await project.UpgradeAsync();
        Forget(project, "003_c");

        var error = await Assert.ThrowsAsync<SegueException>(() => ReturnAsync(project, "a"));
        project.Revision("003_c", "002_b", Text("c"));
        await ReturnAsync(project, "a");

        Assert.Equal(Failure.Graph, error.Failure);
        Assert.Equal(["001_a"], (await project.AppliedAsync()).Ids);
    }

    static async Task<RunResult> ReturnAsync(TestProject project, string mark) =>
        await Marks.ReturnAsync(await project.LoadAsync(), project.Database, mark, new(), TestContext.Current.CancellationToken);

    static TestProject Project(TestDatabase test) => new TestProject(test)
        .Revision("001_a", null, Text("a")).Revision("002_b", "001_a", Text("b")).Revision("003_c", "002_b", Text("c"));

    static string Text(string table) => $"-- segue: upgrade\nCREATE TABLE {table} (id int);\n-- segue: downgrade\nDROP TABLE {table};";

    static void Forget(TestProject project, params string[] ids)
    {
        foreach (var id in ids)
            File.Delete(Path.Combine(project.Root, "versions", id + ".sql"));
    }
}
