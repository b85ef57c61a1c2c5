using Segue.PostgresTests.Fixtures;
using Segue.Running;

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
    public async Task A_repeatable_revision_that_is_half_way_is_gone_on_with()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (1);");
        Write(project, "CREATE TABLE IF NOT EXISTS mine (id int);\nCREATE UNIQUE INDEX CONCURRENTLY one ON a (id);\nCREATE OR REPLACE VIEW v AS SELECT id FROM a;");

        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var halfWay = (await project.AppliedAsync()).HalfWay?.Revision.Id;
        await test.ExecuteAsync("TRUNCATE a");
        project.Revision("002_b", "001_a", "CREATE TABLE b (id int);");
        var resumed = await project.UpgradeAsync();

        Assert.Equal("views", halfWay);
        Assert.Equal(["views", "002_b"], resumed.Revisions);
        Assert.Null((await project.AppliedAsync()).HalfWay);
        Assert.True(await test.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'one'::regclass"));
    }

    [Fact]
    public async Task The_way_to_the_base_takes_repeatable_revisions_back_first()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;");
        Write(project, "-- segue: upgrade\nCREATE OR REPLACE VIEW v AS SELECT id FROM a;\n-- segue: downgrade\nDROP VIEW v;");
        await project.UpgradeAsync();

        var back = await project.DowngradeAsync("base");
        var again = await project.UpgradeAsync();

        Assert.Equal(["views", "001_a"], back.Revisions);
        Assert.Equal(["001_a", "views"], again.Revisions);
    }

    [Fact]
    public async Task A_repeatable_revision_without_a_downgrade_section_runs_again_after_the_base()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a CASCADE;");
        Write(project, "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
        await project.UpgradeAsync();

        await project.DowngradeAsync("base");
        Assert.Empty((await project.AppliedAsync()).Rows);
        await project.UpgradeAsync();

        Assert.Equal(0, await test.ScalarAsync<long>("SELECT count(*) FROM v"));
    }

    [Fact]
    public async Task A_mark_takes_back_the_repeatable_revisions_that_it_does_not_have()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\n-- segue: downgrade\nDROP TABLE a;");
        Write(project, "-- segue: upgrade\nCREATE OR REPLACE VIEW v AS SELECT id FROM a;\n-- segue: downgrade\nDROP VIEW v;");
        project.Options = new() { Mark = "empty" };
        await project.UpgradeAsync();

        var back = await Marks.ReturnAsync(await project.LoadAsync(), project.Database, "empty", new(), TestContext.Current.CancellationToken);

        Assert.Equal(["views", "001_a"], back.Revisions);
        Assert.Empty((await project.AppliedAsync()).Rows);
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
