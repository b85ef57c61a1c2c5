using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Running;

public sealed class RepeatableTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_repeatable_revision_runs_after_the_plan_whenever_its_text_changed()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a CASCADE;");
        Write(project, "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");

        var first = await project.UpgradeAsync();
        var nothing = await project.UpgradeAsync();
        Write(project, "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM a;");
        var second = await project.UpgradeAsync();

        Assert.Equal(["001_a", "views"], first.Revisions);
        Assert.Null(nothing.Run);
        Assert.Equal(["views"], second.Revisions);
        Assert.Equal(2, await test.ScalarAsync<long>("SELECT count(*) FROM pg_attribute WHERE attrelid = 'v'::regclass AND attnum > 0"));
    }

    [Fact]
    public async Task An_expansion_is_refused_and_not_run_as_plain_ddl()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: online\nALTER TABLE a ADD COLUMN b int;");

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal(Failure.Usage, error.Failure);
        Assert.Contains("versions/001_a.sql:7:1", error.Message, StringComparison.Ordinal);
    }

    internal static void Write(TestProject project, string text) =>
        File.WriteAllText(Path.Combine(project.Root, "versions", "views.sql"), $"-- revision: views\n-- repeatable: yes\n--\n-- Views.\n\n{text}\n");
}
