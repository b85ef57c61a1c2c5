using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.MusicAgent;

public sealed class PartitionTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Months_are_made_once_even_by_many_at_once()
    {
        await using var database = await postgres.AtHeadAsync();

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => database.ColumnAsync<string>(
            "SELECT * FROM ensure_partitions('2031-11-30', 3)")));

        Assert.Equal(
            from table in (string[])["ml.predictions", "public.analytics", "public.audit_log", "public.listening_events"]
            from month in (string[])["2031_11", "2031_12", "2032_01"]
            select $"{table}_p{month}", made.SelectMany(names => names).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_that_waited_in_the_default_partition_move_to_their_month_past_the_guard()
    {
        await using var database = await postgres.AtHeadAsync();
        await database.ExecuteAsync("""
            INSERT INTO audit_log (at, entity_type, entity_key, action) VALUES ('2031-05-05 00:00+00', 'x', '1', 'y');
            INSERT INTO analytics (created_at, event_type)
            VALUES ('2031-04-30 23:59:59.999999+00', 'before'), ('2031-05-31 23:59:59+00', 'in'), ('2031-06-01 00:00+00', 'after');
            """);
        var warned = await database.ScalarAsync<string>("SELECT status FROM check_health() WHERE check_name = 'default_partitions'");

        await database.ExecuteAsync("SET timezone = 'Pacific/Auckland'; SELECT ensure_partitions('2031-05-31', 1)");

        Assert.Equal("warn", warned);
        Assert.Equal(["analytics_default", "analytics_default", "analytics_p2031_05"],
            await database.ColumnAsync<string>("SELECT tableoid::regclass::text FROM analytics ORDER BY 1"));
        Assert.Equal("audit_log_p2031_05", await database.ScalarAsync<string>("SELECT tableoid::regclass::text FROM audit_log"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => database.ExecuteAsync("DELETE FROM audit_log"));
    }

    [Fact]
    public async Task Rows_and_counters_survive_the_way_to_plain_tables_and_back()
    {
        const string Digest = """
            SELECT concat_ws(' ', (SELECT sum(hashtextextended(x::text, 0)::numeric) FROM analytics AS x),
              (SELECT sum(hashtextextended(x::text, 0)::numeric) FROM listening_events AS x),
              (SELECT sum(hashtextextended(x::text, 0)::numeric) FROM audit_log AS x), (SELECT last_value FROM analytics_id_seq))
            """;
        await using var database = await postgres.WithRowsAsync();
        var before = await database.ScalarAsync<string>(Digest);

        await database.ExecuteAsync("SELECT repartition(parent, key, false) FROM monthly_tables()");
        var plain = await database.ScalarAsync<string>(Digest);
        await database.ExecuteAsync("SELECT repartition(parent, key, true) FROM monthly_tables()");

        Assert.Equal(before, plain);
        Assert.Equal(before, await database.ScalarAsync<string>(Digest));
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM analytics_default"));
    }

    [Fact]
    public async Task A_table_with_a_view_on_it_is_not_converted()
    {
        await using var database = await postgres.WithRowsAsync();
        await database.ExecuteAsync("CREATE VIEW events AS SELECT * FROM analytics");

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => database.ExecuteAsync("SELECT repartition('analytics', 'created_at', false)"));

        Assert.Equal("55000", refused.SqlState);
    }
}
