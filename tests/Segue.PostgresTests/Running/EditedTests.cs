using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class EditedTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("CREATE TABLE a (id int); -- now with a comment", "comments or white space only", AcceptedEdits.Comments)]
    [InlineData("CREATE TABLE a (id bigint);", "its SQL changed", AcceptedEdits.All)]
    public async Task An_edited_applied_file_is_refused_with_the_kind_of_the_edit_unless_that_is_accepted(string edited, string kind, AcceptedEdits enough)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);");
        await project.UpgradeAsync();
        project.Revision("001_a", null, edited).Revision("002_b", "001_a", "CREATE TABLE b (id int);");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        project.Options = new() { AcceptedEdits = enough };
        await project.UpgradeAsync();
        project.Options = new();
        var afterwards = await project.UpgradeAsync();

        Assert.Equal(Failure.Checksum, error.Failure);
        Assert.Contains(kind, error.Message, StringComparison.Ordinal);
        Assert.Contains("versions/001_a.sql:1:", error.Message, StringComparison.Ordinal);
        Assert.Null(afterwards.Run);
    }

    [Fact]
    public async Task An_accepted_edit_is_written_down_even_when_there_is_nothing_else_to_do()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);");
        await project.UpgradeAsync();
        project.Revision("001_a", null, "CREATE TABLE a (id int); -- a comment");
        project.Options = new() { AcceptedEdits = AcceptedEdits.Comments };
        await project.UpgradeAsync();
        project.Options = new();

        Assert.Null((await project.UpgradeAsync()).Run);
    }

    [Fact]
    public async Task An_edited_file_is_not_taken_back_unless_its_edit_is_accepted()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test)
            .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;")
            .Revision("002_b", "001_a", "-- segue: upgrade\nCREATE TABLE b (id int);\n-- segue: downgrade\nDROP TABLE b;");
        await project.UpgradeAsync("001_a");
        await Marks.MakeAsync(await project.LoadAsync(), project.Database, "a", new(), TestContext.Current.CancellationToken);
        await project.UpgradeAsync();
        project.Revision("002_b", "001_a", "-- segue: upgrade\nCREATE TABLE b (id int);\n-- segue: downgrade\nDROP TABLE a, b;");

        var down = await Assert.ThrowsAsync<SegueException>(() => project.DowngradeAsync("001_a"));
        var mark = await Assert.ThrowsAsync<SegueException>(async () =>
            await Marks.ReturnAsync(await project.LoadAsync(), project.Database, "a", new(), TestContext.Current.CancellationToken));
        project.Options = new() { AcceptedEdits = AcceptedEdits.All };
        await project.DowngradeAsync("001_a");

        Assert.Equal((Failure.Checksum, Failure.Checksum), (down.Failure, mark.Failure));
        Assert.Equal(["001_a"], (await project.AppliedAsync()).Ids);
    }

    [Fact]
    public async Task Line_ends_and_trailing_blanks_are_no_edit()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a\n(id int);");
        await project.UpgradeAsync();
        project.Revision("001_a", null, "CREATE TABLE a  \r\n(id int);  ");

        Assert.Null((await project.UpgradeAsync()).Run);
    }
}
