using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class PlaylistTests(PostgresFixture postgres)
{
    const string Order = "SELECT string_agg(track_id::text, ' ' ORDER BY position) FROM playlist_tracks WHERE playlist_id = 1";

    static readonly string FiveTracks = """
        INSERT INTO users (id, email, username, password_hash) VALUES (1, 'a@example.org', 'a', '!');
        INSERT INTO tracks (id, title) SELECT g, 'track ' || g FROM generate_series(1, 6) AS g;
        INSERT INTO playlists (id, owner_id, title) VALUES (1, 1, 'list');
        SELECT add_playlist_track(1, g) FROM generate_series(1, 5) AS g;
        INSERT INTO playlist_track_comments (playlist_id, position, comment_no, author_id, body) VALUES (1, 2, 1, 1, 'on track 2');
        """;

    [Theory]
    [InlineData(1, 5, "2 3 4 5 1")]
    [InlineData(5, 1, "5 1 2 3 4")]
    [InlineData(2, 4, "1 3 4 2 5")]
    [InlineData(4, 2, "1 4 2 3 5")]
    [InlineData(3, 3, "1 2 3 4 5")]
    public async Task A_track_is_moved_and_comments_follow_theirs(int from, int to, string expected)
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(FiveTracks);

        await database.ExecuteAsync($"SELECT move_playlist_track(1, {from}, {to})");

        Assert.Equal(expected, await database.ScalarAsync<string>(Order));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM playlist_gaps()"));
        Assert.Equal(2, await database.ScalarAsync<long>(
            "SELECT track_id FROM playlist_tracks JOIN playlist_track_comments USING (playlist_id, position)"));
    }

    [Fact]
    public async Task Adding_and_removing_leave_no_gap()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(FiveTracks);

        await database.ExecuteAsync("SELECT add_playlist_track(1, 6, at_position => 2), remove_playlist_track(1, 5)");

        Assert.Equal("1 6 2 3 5", await database.ScalarAsync<string>(Order));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM playlist_gaps()"));
    }

    [Theory]
    [InlineData("move_playlist_track(1, 0, 2)", "22023")]
    [InlineData("move_playlist_track(1, 2, 6)", "22023")]
    [InlineData("move_playlist_track(1, NULL, 2)", "22023")]
    [InlineData("move_playlist_track(99, 1, 2)", "P0002")]
    [InlineData("remove_playlist_track(1, 6)", "22023")]
    [InlineData("add_playlist_track(1, 1, at_position => 7)", "22023")]
    public async Task A_place_outside_is_refused(string call, string state)
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(FiveTracks);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync($"SELECT {call}"));

        Assert.Equal(state, refused.SqlState);
        Assert.Equal("1 2 3 4 5", await database.ScalarAsync<string>(Order));
    }

    [Fact]
    public async Task Many_who_drag_at_once_leave_every_track_there_once()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(FiveTracks);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async person =>
        {
            for (var turn = 0; turn < 25; turn++)
                await database.ExecuteAsync($"SELECT move_playlist_track(1, {1 + (person + turn) % 5}, {1 + (person * 2 + turn * 3) % 5})");
        }));

        Assert.Equal("1 2 3 4 5",
            await database.ScalarAsync<string>("SELECT string_agg(track_id::text, ' ' ORDER BY track_id) FROM playlist_tracks"));
        Assert.Equal("1 2 3 4 5",
            await database.ScalarAsync<string>("SELECT string_agg(position::text, ' ' ORDER BY position) FROM playlist_tracks"));
    }

    [Fact]
    public async Task Old_and_new_programs_agree_on_who_may_see_a_playlist()
    {
        const string Seen = "SELECT is_public || ' ' || visibility FROM playlists WHERE id = 1";
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(FiveTracks);
        var seen = new List<string?> { await database.ScalarAsync<string>(Seen) };

        string[] changes = ["is_public = true", "visibility = 'unlisted'", "title = 'other'", "is_public = true", "visibility = NULL"];
        foreach (var change in changes)
        {
            await database.ExecuteAsync($"UPDATE playlists SET {change} WHERE id = 1");
            seen.Add(await database.ScalarAsync<string>(Seen));
        }

        Assert.Equal(["false private", "true public", "false unlisted", "false unlisted", "true public", "true public"], seen);
    }
}
