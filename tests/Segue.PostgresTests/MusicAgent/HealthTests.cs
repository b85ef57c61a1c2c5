using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class HealthTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_new_database_is_well()
    {
        await using var database = await postgres.AtHeadAsync();

        Assert.Empty(await database.ColumnAsync<string>(
            "SELECT check_name FROM check_health() WHERE status <> 'ok' AND check_name <> 'long_transactions'"));
        Assert.Equal(11, await database.ScalarAsync<long>("SELECT count(*) FROM check_health()"));
    }

    [Theory]
    [InlineData("unvalidated_constraints", "warn", "ALTER TABLE tracks ADD CONSTRAINT c CHECK (title <> '') NOT VALID")]
    [InlineData("tables_without_primary_key", "warn", "CREATE TABLE loose (id int)")]
    [InlineData("sequences", "critical", "CREATE TABLE counted (id serial PRIMARY KEY); SELECT setval('counted_id_seq', 2000000000)")]
    [InlineData("sequences", "warn",
        "CREATE TABLE counted (id smallint PRIMARY KEY); CREATE SEQUENCE s OWNED BY counted.id; SELECT setval('s', 25000)")]
    [InlineData("royalty_splits", "critical",
        "SET session_replication_role = replica; INSERT INTO royalty_splits (track_id, artist_id, share) VALUES (1, 1, 50)")]
    [InlineData("playlist_positions", "warn",
        "SET session_replication_role = replica; INSERT INTO playlist_tracks (playlist_id, position, track_id) VALUES (1, 2, 1)")]
    public async Task What_is_wrong_is_seen_and_a_remedy_named(string check, string status, string harm)
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync(harm);

        Assert.Equal(status,
            await database.ScalarAsync<string>($"SELECT status FROM check_health() WHERE check_name = '{check}' AND remedy <> ''"));
        Assert.Equal([check], await database.ColumnAsync<string>(
            "SELECT check_name FROM check_health() WHERE status <> 'ok' AND check_name <> 'long_transactions'"));
    }

    [Fact]
    public async Task An_index_that_failed_half_way_is_critical()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync("INSERT INTO tracks (title) VALUES ('same'), ('same')");
        await Assert.ThrowsAsync<PostgresException>(
            () => database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY twice ON tracks (title)"));

        Assert.Equal("critical twice",
            await database.ScalarAsync<string>("SELECT status || ' ' || detail FROM check_health() WHERE check_name = 'invalid_indexes'"));
    }

    [Fact]
    public async Task A_missing_month_is_critical()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync("""
            DO $$ BEGIN
              EXECUTE format('DROP TABLE %I', 'analytics' || to_char((now() AT TIME ZONE 'UTC') + interval '1 month', '"_p"YYYY_MM'));
            END $$
            """);

        Assert.Equal("missing: analytics",
            await database.ScalarAsync<string>("SELECT detail FROM check_health() WHERE status = 'critical'"));
    }
}
