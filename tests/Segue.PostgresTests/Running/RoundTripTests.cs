using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;

namespace Segue.PostgresTests.Running;

public sealed class RoundTripTests(PostgresFixture postgres)
{
    const int Few = 2;
    const int Many = 12;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transactional_revision_costs_at_most_two_round_trips()
    {
        var few = await RoundTripsAsync(Few);
        var many = await RoundTripsAsync(Many);

        // Several small ones may share a round trip; that none at all was seen would mean that this test is blind.
        Assert.InRange((double)(many - few) / (Many - Few), 0.01, 2);
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_round_trip_names_its_place()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test).Revision("001_a", null, """
            -- segue: upgrade
            CREATE TABLE a (id int);
            INSERT INTO a VALUES (1);
            -- Zoë 🎵
            SELECT 'é🎵',
              nmae FROM a;
            CREATE TABLE c (id int);
            """);
        await using var link = new SlowLink(test.ConnectionString);
        await using var database = new Database(link.ConnectionString, new("segue"));

        var failed = await Assert.ThrowsAsync<SegueException>(async () =>
            await Upgrade.RunAsync(await project.LoadAsync(), database, RevisionTarget.Head, project.Options, Token));

        Assert.Equal(("versions/001_a.sql", 11, 3), (failed.Location?.File, failed.Location?.Line, failed.Location?.Column));
        Assert.Null(await test.ScalarAsync<string>("SELECT to_regclass('a')::text"));
    }

    async Task<int> RoundTripsAsync(int revisions)
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = new TestProject(test);
        string? parent = null;
        for (var i = 1; i <= revisions; i++)
        {
            var id = $"{i:000}_t";
            project.Revision(id, parent, $"""
                -- segue: upgrade
                SET search_path = public;
                CREATE TABLE t{i} (id int PRIMARY KEY, name text);
                CREATE INDEX ON t{i} (name);
                INSERT INTO t{i} VALUES (1, 'a');
                -- segue: verify
                SELECT count(*) = 1 FROM t{i};
                """);
            parent = id;
        }
        await using var link = new SlowLink(test.ConnectionString);
        await using var database = new Database(link.ConnectionString, new("segue"));
        await Upgrade.RunAsync(await project.LoadAsync(), database, RevisionTarget.Head, project.Options, Token);
        Assert.Equal(revisions, await test.ScalarAsync<long>("SELECT count(*) FROM segue.applied"));
        return link.RoundTrips;
    }
}
