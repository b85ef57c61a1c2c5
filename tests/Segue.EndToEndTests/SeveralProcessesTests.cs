using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

public sealed class SeveralProcessesTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Of_eight_that_start_at_once_one_applies_and_none_errs()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database)
            .Revision("001_a", null, "CREATE TABLE a (id int); SELECT pg_sleep(0.5);")
            .Revision("002_b", "001_a", "CREATE INDEX CONCURRENTLY a_id ON a (id);")
            .Revision("003_c", "002_b", "CREATE TABLE c (id int);");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Sandbox.EndAsync(_box.Start("upgrade", "-o", "json"))));

        Assert.All(outcomes, outcome => outcome.Expect(0));
        Assert.Single(outcomes, outcome => outcome.Json["run"] is not null);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM segue.run"));
        Assert.Equal(3, await database.ScalarAsync<long>("SELECT count(*) FROM segue.applied WHERE state = 'applied'"));
        Assert.True(await database.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
    }
}
