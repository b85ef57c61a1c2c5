using Segue.PostgresTests.Fixtures;
using Segue.Revisions;

namespace Segue.PostgresTests.MusicAgent;

public sealed class ChainTests(PostgresFixture postgres)
{
    static readonly string[] Chain =
    [
        "001_initial_schema", "002_core_tables", "003_business_logic", "004_compliance", "005_advanced", "006_rollback", "007_partitioning",
        "008_bulk_import_export", "009_health_check", "010_gdpr_erasure", "011_zero_downtime_migration",
    ];

    [Fact]
    public async Task The_eleven_revisions_are_one_chain_without_problems()
    {
        var project = await MusicProject.ProjectAsync();

        Assert.Empty(project.Revisions.Problems);
        Assert.Equal(Chain, project.Revisions.Headers.Select(header => header.Id.ToString()));
        Assert.Equal(Chain.Take(10), project.Revisions.Headers.SelectMany(header => header.Revises).Select(id => id.ToString()));
    }

    [Fact]
    public async Task A_revision_run_again_changes_nothing_and_its_downgrade_leaves_what_was_before()
    {
        await using var database = await postgres.NewDatabaseAsync();
        var looks = new List<string> { await database.LookAsync() };
        foreach (var revision in Chain)
        {
            await database.UpgradeAsync(revision);
            var once = await database.LookAsync(rows: true);
            await database.AgainAsync(revision);
            Assert.Equal(once, await database.LookAsync(rows: true));
            looks.Add(await database.LookAsync());
        }
        for (var index = Chain.Length - 1; index >= 0; index--)
        {
            await database.AgainAsync(Chain[index], RevisionSection.Downgrade);
            Assert.Equal(looks[index], await database.LookAsync());
        }
    }

    [Fact]
    public async Task At_head_with_rows_every_revision_can_be_run_again_and_changes_nothing()
    {
        await using var database = await postgres.WithRowsAsync();
        var before = await database.LookAsync(rows: true);

        foreach (var revision in Chain)
            await database.AgainAsync(revision);

        Assert.Equal(before, await database.LookAsync(rows: true));
    }

    [Fact]
    public async Task Base_leaves_nothing_behind_and_head_can_be_reached_again()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.UpgradeAsync("head");
        var head = await database.LookAsync();
        await database.SampleAsync();

        await database.DowngradeAsync("base");
        var left = await database.LookAsync(rows: true);
        await database.UpgradeAsync("head");

        Assert.Equal("", left);
        Assert.Equal(head, await database.LookAsync());
    }

    [Fact]
    public async Task The_sample_is_the_same_twice_and_adds_nothing_when_run_again()
    {
        const string Digest = """
            SELECT sum(hashtextextended(a::text, 0)::numeric)::text
            FROM (SELECT created_at, user_id, event_type, properties FROM analytics) AS a
            """;
        await using var first = await postgres.WithRowsAsync();
        await using var second = await postgres.AtHeadAsync();
        await second.SampleAsync();
        var before = await second.LookAsync(rows: true);

        await second.SampleAsync();

        Assert.Equal(before, await second.LookAsync(rows: true));
        Assert.Equal(await first.ScalarAsync<string>(Digest), await second.ScalarAsync<string>(Digest));
        Assert.Equal(2000, await second.ScalarAsync<long>("SELECT count(*) FROM analytics"));
        Assert.Equal(14, await second.ScalarAsync<long>(
            "SELECT count(DISTINCT date_trunc('month', created_at AT TIME ZONE 'UTC')) FROM analytics"));
        Assert.Equal(2, await second.ScalarAsync<long>("SELECT count(*) FROM consent WHERE NOT granted AND user_id = 123"));
    }

    [Fact]
    public async Task The_change_without_downtime_fills_the_rows_that_were_there()
    {
        await using var database = await postgres.WithRowsAsync();
        await database.DowngradeAsync("010_gdpr_erasure");
        var open = await database.ScalarAsync<long>("SELECT count(*) FROM playlists WHERE is_public");

        await database.UpgradeAsync("head");

        Assert.Equal(open, await database.ScalarAsync<long>("SELECT count(*) FROM playlists WHERE visibility = 'public'"));
        Assert.Equal(300, await database.ScalarAsync<long>("SELECT count(*) FROM playlists WHERE visibility IS NOT NULL"));
    }
}
