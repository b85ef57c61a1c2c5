using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.MusicAgent;

/// <summary>What <c>segue run</c> does with the revisions that are C#.</summary>
public sealed class RunSectionTests(PostgresFixture postgres) : IDisposable
{
    const string Erased = "SELECT coalesce(string_agg(id::text, ' ' ORDER BY id), '') FROM users WHERE status = 'erased'";

    readonly string _files = Directory.CreateTempSubdirectory("segue-files-").FullName;

    public void Dispose() => Directory.Delete(_files, recursive: true);

    [Fact]
    public async Task A_file_is_loaded_once_and_what_may_leave_is_written()
    {
        await using var database = await postgres.WithRowsAsync();
        var before = await database.ScalarAsync<long>("SELECT count(*) FROM analytics");
        var without = await RunAsync(database, "008_bulk_import_export", ("files", _files));
        await File.WriteAllTextAsync(
            Path.Combine(_files, "analytics.csv"),
            "created_at,user_id,session_id,event_type,properties\n2026-11-01 10:00+00,1,,play,\nyesterdayish,1,,play,\n",
            TestContext.Current.CancellationToken);

        var first = await RunAsync(database, "008_bulk_import_export", ("files", _files));
        var second = await RunAsync(database, "008_bulk_import_export", ("files", _files));

        Assert.Contains("analytics.csv|is not there: nothing to import", without);
        Assert.Contains("analytics|analytics.csv|loaded|2|1|1", first);
        Assert.Contains("analytics|analytics.csv|duplicate|2|0|0", second);
        Assert.Equal(before + 1, await database.ScalarAsync<long>("SELECT count(*) FROM analytics"));
        var users = await File.ReadAllLinesAsync(Path.Combine(_files, "users.csv"), TestContext.Current.CancellationToken);
        Assert.Equal(await database.ScalarAsync<long>("SELECT count(*) FROM users WHERE status <> 'erased'"), users.Length - 1);
        Assert.DoesNotContain("password", users[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_is_shown()
    {
        await using var database = await postgres.AtHeadAsync();

        Assert.Equal(11, (await RunAsync(database, "009_health_check")).Count);
    }

    [Fact]
    public async Task Nobody_is_erased_who_was_not_named()
    {
        await using var database = await postgres.WithRowsAsync();
        var before = await database.ScalarAsync<string>(Erased);

        await RunAsync(database, "010_gdpr_erasure");
        await RunAsync(database, "010_gdpr_erasure", ("erase", "nobody"));
        Assert.Equal(before, await database.ScalarAsync<string>(Erased));
        await database.ExecuteAsync("UPDATE users SET email = 'somebody@real.example' WHERE id = 123");
        var real = await RunAsync(database, "010_gdpr_erasure", ("erase", "example"));
        var unknown = await RunAsync(database, "010_gdpr_erasure", ("erase", "99999999"));
        var nonsense = await Assert.ThrowsAsync<SegueException>(() => RunAsync(database, "010_gdpr_erasure", ("erase", "all")));

        Assert.Equal(before, await database.ScalarAsync<string>(Erased));
        Assert.Contains(real, row => row.Contains("\"unknown\": true", StringComparison.Ordinal));
        Assert.Contains(unknown, row => row.Contains("\"unknown\": true", StringComparison.Ordinal));
        Assert.Equal("'all' is nobody's number", Assert.Single(nonsense.Problems).Message);
    }

    [Fact]
    public async Task Who_was_named_is_erased_and_so_is_the_example_of_the_generator()
    {
        await using var database = await postgres.WithRowsAsync();

        await RunAsync(database, "010_gdpr_erasure", ("erase", "7"));
        await RunAsync(database, "010_gdpr_erasure", ("erase", "example"));
        var again = await RunAsync(database, "010_gdpr_erasure", ("erase", "example"));

        Assert.Equal("7 123", await database.ScalarAsync<string>(Erased));
        Assert.Contains(again, row => row.Contains("\"already_erased\": true", StringComparison.Ordinal));
    }

    static async Task<List<string>> RunAsync(TestDatabase test, string revision, params (string Name, string Value)[] variables)
    {
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        var project = (await MusicProject.ProjectAsync()) with { Variables = variables.ToDictionary(pair => pair.Name, pair => pair.Value) };
        var rows = new List<string>();
        var options = new RunOptions
        {
            Tell = told =>
            {
                if (told is RunEvent.Rows shown)
                    rows.AddRange(shown.Values.Select(row => string.Join('|', row)));
            },
        };
        await RunRevision.RunAsync(project, database, RevisionTarget.Parse(revision), options, TestContext.Current.CancellationToken);
        return rows;
    }
}
