using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class ImportTests(PostgresFixture postgres)
{
    const string Lines = """
        INSERT INTO import_staging (created_at, user_id, session_id, event_type, properties) VALUES
          ('2026-11-01 10:00+00', '1', NULL, 'play', '{"track_id": 1}'), ('2026-11-01 10:00+00', '1', '', 'play', ''),
          ('yesterdayish', '1', NULL, 'play', NULL), ('2026-11-01', 'x', NULL, 'play', NULL), ('2026-11-01', NULL, NULL, NULL, NULL),
          ('2026-11-01', NULL, NULL, 'play', '[1]'), ('2026-11-01', NULL, NULL, 'play', '{'), ('infinity', NULL, NULL, 'play', NULL),
          ('2026-11-01', '99999999999999999999', NULL, 'play', NULL);
        """;

    [Fact]
    public async Task A_content_is_loaded_once_and_bad_lines_are_kept_with_their_reason()
    {
        await using var database = await postgres.AtHeadAsync();

        await database.ExecuteAsync("SELECT import_begin('a.csv');" + Lines + "SELECT import_load();");
        await database.ExecuteAsync("SELECT import_begin('the same.csv');" + Lines + "SELECT import_load();");
        await database.ExecuteAsync("SELECT import_load(1), import_load(2)");

        Assert.Equal(["1 loaded 9 2 7", "2 duplicate 9 0 0"], await database.ColumnAsync<string>(
            "SELECT concat_ws(' ', id, status, staged, loaded, rejected) FROM import_batches ORDER BY id"));
        Assert.Equal(2, await database.ScalarAsync<long>("SELECT count(*) FROM analytics"));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM import_staging"));
        Assert.Equal(7, await database.ScalarAsync<long>("SELECT count(*) FROM import_rejects WHERE reason <> ''"));
        Assert.Equal("yesterdayish",
            await database.ScalarAsync<string>("SELECT line ->> 'created_at' FROM import_rejects ORDER BY line_no"));
    }

    [Fact]
    public async Task What_was_staged_and_left_is_loaded_by_the_run_section_once()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync("SELECT import_begin('a.csv');" + Lines);

        await database.AgainAsync("008_bulk_import_export", Segue.Revisions.RevisionSection.Run);
        var once = await database.LookAsync(rows: true);
        await database.AgainAsync("008_bulk_import_export", Segue.Revisions.RevisionSection.Run);

        Assert.Equal(2, await database.ScalarAsync<long>("SELECT count(*) FROM analytics"));
        Assert.Equal(once, await database.LookAsync(rows: true));
    }

    [Fact]
    public async Task Two_who_load_the_same_at_once_load_it_once()
    {
        await using var database = await postgres.AtHeadAsync();
        for (var batch = 0; batch < 4; batch++)
            await database.ExecuteAsync("SELECT import_begin('a.csv');" + Lines);

        await Task.WhenAll(Enumerable.Range(1, 4).Select(batch => database.ExecuteAsync($"SELECT import_load({batch})")));

        Assert.Equal(2, await database.ScalarAsync<long>("SELECT count(*) FROM analytics"));
        Assert.Equal(3, await database.ScalarAsync<long>(
            "SELECT count(*) FROM import_batches WHERE status = 'duplicate' AND duplicate_of IS NOT NULL"));
    }
}
