using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class TrackTests(PostgresFixture postgres)
{
    const string Tracks = """
        INSERT INTO users (id, email, username, password_hash) VALUES (1, 'a@example.org', 'a', '!'), (2, 'b@example.org', 'b', '!');
        INSERT INTO artists (id, name) VALUES (1, 'x'), (2, 'y'), (3, 'z');
        INSERT INTO tracks (id, title, isrc, duration_ms)
        VALUES (1, 'kept', NULL, 1000), (2, 'duplicate', 'DESGU0000002', 2000), (3, 'other', NULL, NULL);
        """;

    [Fact]
    public async Task Merging_repoints_every_reference_and_settles_conflicts()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(Tracks + """
            INSERT INTO track_artists (track_id, artist_id, role) VALUES (1, 1, 'main'), (2, 1, 'main'), (2, 2, 'featured');
            INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, 1, 100), (2, 2, 100);
            INSERT INTO playlists (id, owner_id, title) VALUES (1, 1, 'both'), (2, 1, 'only the duplicate');
            SELECT add_playlist_track(1, 2), add_playlist_track(1, 1), add_playlist_track(1, 3), add_playlist_track(2, 2);
            INSERT INTO playlist_track_comments (playlist_id, position, comment_no, body)
            VALUES (1, 1, 1, 'of the duplicate'), (1, 2, 1, 'of the kept');
            INSERT INTO listening_events (user_id, track_id, played_at)
            VALUES (1, 1, '2026-05-01'), (1, 2, '2026-05-01'), (2, 2, '2026-05-01');
            SELECT analytics.refresh_daily_track_stats('2026-04-01', '2026-06-01');
            INSERT INTO analytics (event_type, properties) VALUES ('play', '{"track_id": 2}');
            INSERT INTO i18n.translations (entity_type, entity_id, field, locale, value)
            VALUES ('track', 1, 'title', 'de', 'behalten'), ('track', 2, 'title', 'de', 'doppelt'), ('track', 2, 'title', 'fr', 'double');
            """);

        await database.ExecuteAsync("SELECT merge_tracks(kept => 1, duplicate => 2)");

        Assert.Equal("1 3|1", await database.ScalarAsync<string>(
            """
            SELECT string_agg(list, '|' ORDER BY playlist_id) FROM (
              SELECT playlist_id, string_agg(track_id::text, ' ' ORDER BY position) AS list FROM playlist_tracks GROUP BY 1) AS l
            """));
        Assert.Equal(["of the kept", "of the duplicate"],
            await database.ColumnAsync<string>("SELECT body FROM playlist_track_comments ORDER BY position, comment_no"));
        Assert.Equal(["1 main", "2 featured"],
            await database.ColumnAsync<string>("SELECT artist_id || ' ' || role FROM track_artists WHERE track_id = 1 ORDER BY 1"));
        Assert.Equal([1L], await database.ColumnAsync<long>("SELECT artist_id FROM royalty_splits"));
        Assert.Equal(["1 1", "2 1"],
            await database.ColumnAsync<string>("SELECT user_id || ' ' || track_id FROM listening_events ORDER BY 1"));
        Assert.Equal(["1 3 2"], await database.ColumnAsync<string>(
            "SELECT track_id || ' ' || plays || ' ' || distinct_listeners FROM analytics.daily_track_stats"));
        Assert.Equal("1", await database.ScalarAsync<string>("SELECT properties ->> 'track_id' FROM analytics"));
        Assert.Equal(["behalten", "double"], await database.ColumnAsync<string>("SELECT value FROM i18n.translations ORDER BY locale"));
        Assert.Equal("DESGU0000002 1000", await database.ScalarAsync<string>("SELECT isrc || ' ' || duration_ms FROM tracks WHERE id = 1"));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM tracks WHERE id = 2"));
        Assert.Equal("true", await database.ScalarAsync<string>("SELECT merge_tracks(1, 2) ->> 'already_merged'"));
    }

    [Theory]
    [InlineData("merge_tracks(1, 1)", "22023")]
    [InlineData("merge_tracks(1, 99)", "P0002")]
    public async Task What_cannot_be_merged_is_refused(string call, string state)
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(Tracks);

        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync($"SELECT {call}"))).SqlState);
    }

    [Fact]
    public async Task Shares_must_add_up_when_the_transaction_ends_and_not_before()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(Tracks);
        await database.ExecuteAsync("INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, 1, 100)");

        await database.ExecuteAsync(
            "UPDATE royalty_splits SET share = 60; INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, 2, 40)");
        var tooFew = await Assert.ThrowsAsync<PostgresException>(
            () => database.ExecuteAsync("UPDATE royalty_splits SET share = 39.9999 WHERE artist_id = 2"));

        Assert.Equal(("23514", "royalty_splits_sum"), (tooFew.SqlState, tooFew.ConstraintName));
        Assert.Contains("99.9999", tooFew.MessageText, StringComparison.Ordinal);
        await database.ExecuteAsync("DELETE FROM royalty_splits");
    }

    [Fact]
    public async Task Two_who_split_one_track_at_once_cannot_both_be_right()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(Tracks);
        await using var first = await database.OpenAsync();
        await using var second = await database.OpenAsync();
        foreach (var (session, artist) in new[] { (first, 1), (second, 2) })
            await new NpgsqlCommand($"BEGIN; INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, {artist}, 100)", session)
                .ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await new NpgsqlCommand("COMMIT", first).ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var late = await Assert.ThrowsAsync<PostgresException>(
            () => new NpgsqlCommand("COMMIT", second).ExecuteNonQueryAsync(TestContext.Current.CancellationToken));

        Assert.Equal("royalty_splits_sum", late.ConstraintName);
        Assert.Equal(100m, await database.ScalarAsync<decimal>("SELECT sum(share) FROM royalty_splits"));
    }

    [Fact]
    public async Task Who_checks_the_shares_of_a_track_holds_off_the_others_until_the_end()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(Tracks);
        await using var first = await database.OpenAsync();
        const string Split = "INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, {0}, 100); SET CONSTRAINTS ALL IMMEDIATE";
        await new NpgsqlCommand("BEGIN; " + Split.Replace("{0}", "1", StringComparison.Ordinal), first)
            .ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var held = await Assert.ThrowsAsync<PostgresException>(
            () => database.ExecuteAsync("SET lock_timeout = '100ms'; " + Split.Replace("{0}", "2", StringComparison.Ordinal)));

        Assert.Equal(PostgresErrorCodes.LockNotAvailable, held.SqlState);
    }

    [Theory]
    [InlineData(100, "34 33 33")]
    [InlineData(1, "1 0 0")]
    [InlineData(-100, "-33 -33 -34")]
    public async Task An_amount_is_divided_to_the_last_cent(long cents, string expected)
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(
            Tracks + "INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, 1, 33.3334), (1, 2, 33.3333), (1, 3, 33.3333)");

        Assert.Equal(expected, await database.ScalarAsync<string>(
            $"SELECT string_agg(amount_cents::text, ' ' ORDER BY amount_cents DESC) FROM split_royalty(1, {cents})"));
    }

    [Fact]
    public async Task A_former_version_can_be_looked_at_and_put_back()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(Tracks);
        await database.ExecuteAsync("UPDATE tracks SET title = 'second' WHERE id = 1");
        await database.ExecuteAsync("UPDATE tracks SET title = 'second', row_version = 77 WHERE id = 1");
        var second = await database.ScalarAsync<long>("SELECT row_version FROM tracks WHERE id = 1");

        await database.ExecuteAsync("SELECT restore_track(1, 1, 'it was right before')");
        await database.ExecuteAsync("DELETE FROM tracks WHERE id = 1");
        await database.ExecuteAsync("SELECT restore_track(1, 2, 'it must not go')");

        Assert.Equal(2, second);
        Assert.Equal("4 second", await database.ScalarAsync<string>("SELECT row_version || ' ' || title FROM tracks WHERE id = 1"));
        Assert.Equal(["kept", "second", "kept"],
            await database.ColumnAsync<string>("SELECT old_row ->> 'title' FROM tracks_history WHERE track_id = 1 ORDER BY row_version"));
        Assert.Equal(3, await database.ScalarAsync<long>(
            "SELECT count(*) FROM tracks_history WHERE (track_as_of(track_id, valid_from) ->> 'row_version')::bigint = row_version"));
    }

    [Fact]
    public async Task A_bucket_never_changes_and_buckets_are_even()
    {
        await using var database = await postgres.AtHeadAsync();

        Assert.Equal([1343, 5293, 3895],
            await database.ColumnAsync<int>("SELECT experiment_bucket('onboarding', u) FROM unnest(ARRAY[123, 1, 2]) AS u"));
        Assert.InRange(await database.ScalarAsync<double>("""
            SELECT sum((n - 1000) ^ 2 / 1000)::float8 FROM (
              SELECT count(*) AS n FROM generate_series(1, 20000) AS u GROUP BY experiment_bucket('even', u, 20)) AS b
            """), 5, 45);
        Assert.Equal(0, await database.ScalarAsync<long>("""
            SELECT count(*) FROM generate_series(1, 1000) AS u
            WHERE experiment_variant('x', u, '{a,b}', '{1,1}') = 'a' AND experiment_variant('x', u, '{a,b}', '{3,1}') <> 'a'
            """));
    }
}
