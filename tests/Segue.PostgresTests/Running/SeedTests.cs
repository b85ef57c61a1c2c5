using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

public sealed class SeedTests(PostgresFixture postgres)
{
    const string Names = "SELECT string_agg(id || ' ' || name, ', ' ORDER BY id) FROM music.artist";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_environment_has_its_own_data_after_everything_else()
    {
        await using var one = await postgres.NewDatabaseAsync();
        await using var other = await postgres.NewDatabaseAsync();
        await using var development = Project(one, "seeds/development");
        await using var production = Project(other, "seeds/production");

        var first = await development.UpgradeAsync();
        await production.UpgradeAsync();

        Assert.Equal(["001_a", "views", "seeds.development.01_music.artist.csv", "seeds.development.02_more.sql"], first.Revisions);
        Assert.Equal("1 Ada, 2 Bo, the \"second\", 3 Cy", await one.ScalarAsync<string>(Names));
        Assert.Equal("9 Zoë", await other.ScalarAsync<string>(Names));
    }

    [Fact]
    public async Task What_changed_runs_again_and_brings_rows_up_to_date()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test, "seeds/development");
        await project.UpgradeAsync();

        project.File("seeds/development/01_music.artist.csv", "id,name\n1,Ana\n4,Di");
        var again = await project.UpgradeAsync();

        Assert.Equal(["seeds.development.01_music.artist.csv"], again.Revisions);
        Assert.Equal("1 Ana, 2 Bo, the \"second\", 3 Cy, 4 Di", await test.ScalarAsync<string>(Names));
    }

    [Fact]
    public async Task Nothing_changed_is_seen_by_one_digest()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test, "seeds/development");
        await project.UpgradeAsync();

        var nothing = await project.UpgradeAsync();

        Assert.Null(nothing.Run);
        await using var session = await project.Database.OpenAsync(Token);
        Assert.NotNull(await AppliedSet.DigestAsync(session, "default", Token));
        Assert.Equal((await project.LoadAsync()).Revisions.Summary?.Digest, await AppliedSet.DigestAsync(session, "default", Token));
    }

    [Fact]
    public async Task The_data_of_another_environment_is_no_orphan()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test, "seeds/development");
        await project.UpgradeAsync();

        project.Seeds = [];
        project.Revision("002_b", "001_a", "-- segue: upgrade\nCREATE TABLE b (id int);\n-- segue: downgrade\nDROP TABLE b;");
        await project.UpgradeAsync();
        await project.DowngradeAsync("001_a");
        var overview = await Overview.ReadAsync(await project.LoadAsync(), project.Database, Token);

        Assert.Empty(overview.Orphans);
        Assert.Equal(2, overview.Gone.Count);
        Assert.Equal(["001_a"], overview.Current.Select(revision => revision.Id));
    }

    [Theory]
    [InlineData("artist.csv", "id\n1", "seeds/wrong/artist.csv:1:1: seeds.wrong.artist.csv/up/1: ERROR 42P01")]
    [InlineData("music.artist.csv", "id,name\n1,a\nx,b", "line 3, column id")]
    [InlineData("no name.csv", "id\n1", "csv-name")]
    [InlineData("music.artist.csv", "id,\n1,2", "csv-name")]
    [InlineData("music.artist.csv", "id,name\n1,\"a\n\\.\nb\"", "csv-end")]
    [InlineData("music.artist.csv", "name,id\nAda,1", "42P10")]
    public async Task What_cannot_be_loaded_is_refused_and_leaves_nothing(string name, string text, string code)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test, "seeds/wrong").File("seeds/wrong/" + name, text);

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Contains(code, error.Message + string.Concat(error.Problems.Select(problem => problem.Code)), StringComparison.Ordinal);
        Assert.DoesNotContain("seeds", string.Join(' ', (await project.AppliedAsync()).Ids), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_one_column_and_one_with_an_identity_are_filled_and_a_file_may_be_empty_but_for_its_header()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test, "seeds/odd")
            .Revision("002_b", "001_a", "CREATE TABLE genre (name text PRIMARY KEY); CREATE TABLE \"Odd name\" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);")
            .File("seeds/odd/genre.csv", "\uFEFFname\r\nJazz\r\nFado\r\n").File("seeds/odd/1_\"Odd name\".csv", "id,note\n7,").File("seeds/odd/music.artist.csv", "id,name\n");

        await project.UpgradeAsync();
        project.File("seeds/odd/genre.csv", "name\nJazz\nSoul");
        await project.UpgradeAsync();

        Assert.Equal(["Fado", "Jazz", "Soul"], await test.ColumnAsync<string>("SELECT name FROM genre ORDER BY name"));
        Assert.Equal(7, await test.ScalarAsync<int>("SELECT id FROM \"Odd name\" WHERE note IS NULL"));
        Assert.Equal(0, await test.ScalarAsync<long>("SELECT count(*) FROM music.artist"));
    }

    static TestProject Project(TestDatabase test, string seeds)
    {
        var project = new TestProject(test) { Seeds = [seeds] }
            .Revision("001_a", null, "-- segue: upgrade\nCREATE SCHEMA music;\nCREATE TABLE music.artist (id int PRIMARY KEY, name text);\n-- segue: downgrade\nDROP SCHEMA music CASCADE;")
            .File("seeds/development/01_music.artist.csv", "id,name\n1,Ada\n2,\"Bo, the \"\"second\"\"\"\n")
            .File("seeds/development/02_more.sql", "INSERT INTO music.artist VALUES (3, 'Cy') ON CONFLICT DO NOTHING;")
            .File("seeds/production/music.artist.csv", "id,name\n9,Zoë");
        RepeatableTests.Write(project, "CREATE OR REPLACE VIEW v AS SELECT 1 AS one;");
        return project;
    }
}
