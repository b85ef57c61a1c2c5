using System.Text.Json;
using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class ErasureTests(PostgresFixture postgres)
{
    const string Erase = "SELECT erase_user(user_id => 123)::text";

    // Where any of the person's own words still stands, table by table, read as text.
    const string Traces = """
        SELECT t FROM (
          SELECT oid::regclass::text AS t, (xpath('/row/n/text()', query_to_xml(format(
            'SELECT count(*) AS n FROM %s AS x WHERE x::text ~* ''clara.123@|clara_123|Clara Unmistakable''',
            oid::regclass), false, true, '')))[1]::text::bigint AS n
          FROM pg_class WHERE oid >= 16384 AND relkind = 'r' AND relnamespace <> 'pg_toast'::regnamespace) AS found
        WHERE n > 0 ORDER BY 1
        """;

    const string Own = """
        UPDATE profiles SET display_name = 'Clara Unmistakable' WHERE user_id = 123;
        UPDATE invoices SET billing_name = 'Clara Unmistakable' WHERE user_id = 123;
        INSERT INTO support_tickets (requester_email, body)
        VALUES ('other@example.org', 'Ask CLARA.123@example.org, not xclara.123@example.org.uk');
        INSERT INTO playlists (id, owner_id, title, collaborator_ids)
        VALUES (9001, 123, 'shared', '{123, 4, 5}'), (9002, 6, 'of another', '{123, 7}');
        INSERT INTO playlist_tracks (playlist_id, position, track_id, added_by) VALUES (9002, 1, 1, 123);
        INSERT INTO playlist_track_comments (playlist_id, position, comment_no, author_id, body, mentions)
        VALUES (9002, 1, 1, 7, 'hello @clara_123 and @clara_1234', '{123, 7}'), (9002, 1, 2, 123, 'my own words', NULL);
        """;

    [Fact]
    public async Task Nothing_of_the_person_is_left_but_what_the_law_keeps()
    {
        await using var database = await postgres.WithRowsAsync();
        await database.ExecuteAsync(Own);
        var before = await database.ColumnAsync<string>(Traces);

        var certificate = JsonDocument.Parse((await database.ScalarAsync<string>(Erase))!).RootElement;

        Assert.True(before.Count > 4, string.Join(' ', before));
        Assert.Equal(["invoices", "playlist_track_comments", "support_tickets"], await database.ColumnAsync<string>(Traces));
        Assert.Equal(["hello @[erased] and @clara_1234", "[erased]"],
            await database.ColumnAsync<string>("SELECT body FROM playlist_track_comments WHERE playlist_id = 9002 ORDER BY comment_no"));
        Assert.Equal("Ask [erased], not xclara.123@example.org.uk",
            await database.ScalarAsync<string>("SELECT body FROM support_tickets WHERE requester_email = 'other@example.org'"));
        Assert.Equal(12,
            await database.ScalarAsync<long>("SELECT count(*) FROM invoices WHERE user_id = 123 AND billing_name IS NOT NULL"));
        Assert.Equal(0, await database.ScalarAsync<long>(
            "SELECT count(*) FROM invoices WHERE issued_at < now() - interval '8 years' AND billing_name IS NOT NULL"));
        Assert.Equal(12, certificate.GetProperty("kept")[0].GetProperty("rows").GetInt32());
        Assert.Contains("GDPR 17(3)(b)", certificate.GetProperty("kept")[0].GetProperty("basis").GetString(), StringComparison.Ordinal);
        Assert.False(certificate.GetProperty("already_erased").GetBoolean());
        Assert.Equal(3, certificate.GetProperty("review").GetArrayLength());
    }

    [Fact]
    public async Task Arrays_and_soft_references_no_longer_know_the_person_and_the_trail_is_whole()
    {
        await using var database = await postgres.WithRowsAsync();
        await database.ExecuteAsync(Own);
        var trail = await database.ScalarAsync<long>("SELECT count(*) FROM audit_log");
        var events = await database.ScalarAsync<long>("SELECT count(*) FROM analytics");
        var history = await database.ScalarAsync<long>("SELECT count(*) FROM consent_history");

        await database.ExecuteAsync(Erase);

        Assert.Equal("{5} 4",
            await database.ScalarAsync<string>("SELECT collaborator_ids::text || ' ' || owner_id FROM playlists WHERE id = 9001"));
        Assert.Equal("{7}", await database.ScalarAsync<string>("SELECT collaborator_ids::text FROM playlists WHERE id = 9002"));
        Assert.Equal("{7}", await database.ScalarAsync<string>(
            "SELECT mentions::text FROM playlist_track_comments WHERE playlist_id = 9002 AND comment_no = 1"));
        Assert.Equal(0, await database.ScalarAsync<long>("""
            SELECT (SELECT count(*) FROM analytics WHERE user_id = 123) + (SELECT count(*) FROM listening_events WHERE user_id = 123)
              + (SELECT count(*) FROM ml.embeddings WHERE entity_type = 'user' AND entity_id = 123)
              + (SELECT count(*) FROM ml.predictions WHERE user_id = 123)
              + (SELECT count(*) FROM consent_history WHERE user_id = 123) + (SELECT count(*) FROM subject_map WHERE user_id = 123)
              + (SELECT count(*) FROM i18n.translations WHERE translator_id = 123 OR (entity_type = 'user' AND entity_id = 123))
              + (SELECT count(*) FROM audit_log WHERE pii IS NOT NULL AND entity_type IN ('user', 'consent') AND entity_id = 123)
            """));
        Assert.True(await database.ScalarAsync<long>("SELECT count(*) FROM audit_log") > trail);
        Assert.Equal(events, await database.ScalarAsync<long>("SELECT count(*) FROM analytics"));
        Assert.Equal(history + 5, await database.ScalarAsync<long>("SELECT count(*) FROM consent_history"));
    }

    [Fact]
    public async Task A_second_call_changes_nothing_and_says_so()
    {
        await using var database = await postgres.WithRowsAsync();
        await database.ExecuteAsync(Erase);
        var once = await database.LookAsync(rows: true);

        var certificate = JsonDocument.Parse((await database.ScalarAsync<string>(Erase))!).RootElement;
        await database.SampleAsync();

        Assert.True(certificate.GetProperty("already_erased").GetBoolean());
        Assert.Empty(certificate.GetProperty("changed").EnumerateObject());
        Assert.Equal(once, await database.LookAsync(rows: true));
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("NULL")]
    public async Task Nobody_of_that_number_is_an_error(string number)
    {
        await using var database = await postgres.WithRowsAsync();

        var error = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync($"SELECT erase_user(user_id => {number})"));

        Assert.Equal("P0002", error.SqlState);
        Assert.StartsWith("there is no user", error.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_can_be_erased()
    {
        await using var database = await postgres.WithRowsAsync();

        await database.ExecuteAsync("SELECT erase_user(id) FROM users");

        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM users WHERE status <> 'erased'"));
        Assert.Equal(0,
            await database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE pii IS NOT NULL AND entity_type <> 'playlist'"));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM playlist_gaps()"));
    }

    [Fact]
    public async Task What_is_past_its_time_goes_a_bounded_number_at_a_time()
    {
        await using var database = await postgres.WithRowsAsync();
        await database.ExecuteAsync("""
            UPDATE sessions SET expires_at = now() - make_interval(days => 1 + user_id::int);
            UPDATE consent SET expires_at = now() - interval '1 day' WHERE granted;
            """);
        var sessions = await database.ScalarAsync<long>("SELECT count(*) FROM sessions");

        var first = await database.ScalarAsync<long>(
            "SELECT rows_changed FROM apply_retention(100) WHERE rule = 'expired sessions deleted'");
        var left = await database.ScalarAsync<long>("SELECT count(*) FROM sessions");
        await database.ExecuteAsync("SELECT apply_retention(100000)");
        var again = await database.ScalarAsync<decimal>("SELECT sum(rows_changed) FROM apply_retention(100000)");

        Assert.Equal((100, sessions - 100), (first, left));
        Assert.Equal(0m, again);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM consent WHERE granted"));
        Assert.Equal(1, await database.ScalarAsync<long>(
            "SELECT count(*) FROM consent_history WHERE user_id = 123 AND event_type = 'expired' AND purpose = 'analytics'"));
    }
}
