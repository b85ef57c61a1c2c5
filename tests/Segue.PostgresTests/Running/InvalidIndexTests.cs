using Npgsql;
using Segue.PostgresTests.Fixtures;
using Segue.Running;

namespace Segue.PostgresTests.Running;

/// <summary>INVALID indexes under names that the server chose are found and dropped too.</summary>
public sealed class InvalidIndexTests(PostgresFixture postgres)
{
    const string Invalid = "SELECT coalesce(string_agg(indexrelid::regclass::text, ' '), '') FROM pg_index WHERE NOT indisvalid";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failed_build_without_a_name_leaves_nothing_when_it_is_done_again_and_spares_what_was_there()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (x int, y int); INSERT INTO t VALUES (1, 1), (1, 1)");
        await Assert.ThrowsAsync<PostgresException>(() => test.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY t_y_idx ON t (y)"));
        await using var project = new TestProject(test).Revision("001_a", null, "CREATE TABLE a (id int);\nCREATE UNIQUE INDEX CONCURRENTLY ON t (x);");
        await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());
        var left = await test.ScalarAsync<string>(Invalid + " AND indexrelid::regclass::text LIKE 't_x%'");
        await test.ExecuteAsync("DELETE FROM t WHERE ctid = (SELECT min(ctid) FROM t)");

        await project.UpgradeAsync();

        Assert.Equal("t_x_idx", left);
        Assert.Equal("t_y_idx", await test.ScalarAsync<string>(Invalid));
        Assert.Equal("t_x_idx", await test.ScalarAsync<string>("SELECT string_agg(indexrelid::regclass::text, ' ') FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid"));
        Assert.Single(project.Events.OfType<RunEvent.Repaired>());
    }

    [Theory]
    [InlineData("REINDEX INDEX CONCURRENTLY t_x")]
    [InlineData("REINDEX TABLE CONCURRENTLY t")]
    [InlineData("REINDEX SCHEMA CONCURRENTLY public")]
    public async Task A_cancelled_REINDEX_CONCURRENTLY_leaves_nothing_when_it_is_done_again(string statement)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await test.ExecuteAsync("CREATE TABLE t (x int, y text); CREATE INDEX t_x ON t (x); INSERT INTO t VALUES (1, 'a')");
        await using var project = new TestProject(test).Revision("001_a", null, $"CREATE TABLE a (id int);\n{statement};");
        await using var holder = await test.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN; UPDATE t SET x = 2", holder);
        await begin.ExecuteNonQueryAsync(Token);
        using var cancellation = new CancellationTokenSource();
        var upgrade = project.UpgradeAsync(cancellationToken: cancellation.Token);
        while (!await test.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_class WHERE relname = 't_x_ccnew')"))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<SegueException>(() => upgrade);
        await holder.CloseAsync();
        var left = await test.ScalarAsync<string>(Invalid);

        await project.UpgradeAsync();

        Assert.Contains("t_x_ccnew", left, StringComparison.Ordinal);
        Assert.Equal("", await test.ScalarAsync<string>(Invalid));
        Assert.Single(project.Events.OfType<RunEvent.Repaired>());
        Assert.Null((await project.AppliedAsync()).HalfWay);
    }
}
