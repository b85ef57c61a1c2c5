namespace Segue.PostgresTests.Fixtures;

public sealed class PostgresFixtureTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Each_test_has_a_database_of_its_own()
    {
        await using var one = await postgres.NewDatabaseAsync();
        await using var other = await postgres.NewDatabaseAsync();
        await one.ExecuteAsync("CREATE TABLE track (id int); INSERT INTO track VALUES (1), (2)");
        Assert.Equal([1, 2], await one.ColumnAsync<int>("SELECT id FROM track ORDER BY id"));
        Assert.Equal(0L, await other.ScalarAsync<long>("SELECT count(*) FROM pg_class WHERE relname = 'track'"));
    }

    [Fact]
    public async Task A_template_is_filled_once_and_cloned_often()
    {
        var filled = 0;
        Task FillAsync(TestDatabase database)
        {
            filled++;
            return database.ExecuteAsync("CREATE TABLE track AS SELECT 42 AS id");
        }

        await using var one = await postgres.NewDatabaseAsync("fixture", FillAsync);
        await using var other = await postgres.NewDatabaseAsync("fixture", FillAsync);
        await one.ExecuteAsync("DELETE FROM track");
        Assert.Equal(42, await other.ScalarAsync<int>("SELECT id FROM track"));
        Assert.Equal(1, filled);
    }

    [Fact]
    public async Task A_dropped_database_is_gone_even_while_a_session_is_open()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var session = await database.OpenAsync();
        await database.DisposeAsync();
        await using var other = await postgres.NewDatabaseAsync();
        Assert.False(await other.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM pg_database WHERE datname = '{database.Name}')"));
    }
}
