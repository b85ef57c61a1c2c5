using System.Collections.Concurrent;
using Segue.Embedded;
using Segue.PostgresTests.Fixtures;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Segue.PostgresTests.Fixtures;

/// <summary>
/// One throw-away server for the whole run, and a database of its own for each test. Take it in the constructor:
/// <code>
/// public sealed class PatienceTests(PostgresFixture postgres)
/// {
///     [Fact]
///     public async Task A_lock_that_is_held_is_waited_for()
///     {
///         await using var database = await postgres.NewDatabaseAsync();
///         await database.ExecuteAsync("CREATE TABLE track (id int)");
///         await using var holder = await database.OpenAsync();               // a session of your own
///         Assert.Equal(0L, await database.ScalarAsync&lt;long&gt;("SELECT count(*) FROM track"));
///         await Something.RunAsync(database.ConnectionString);               // give it to what you test
///     }
/// }
/// </code>
/// Many tests on one schema: name a template, it is made once per run:
/// <c>postgres.NewDatabaseAsync("music", database => database.ExecuteAsync(...))</c>.
/// <c>SEGUE_TEST_POSTGRES</c> chooses the major version: 18 (default, the npm package) or 15 (Debian's). Without that server every
/// test fails.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    const string DebianFifteen = "/usr/lib/postgresql/15/bin";

    readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    PostgresServer? _server;
    int _databases;

    /// <summary>
    /// The major version under test, for the few tests that need one: <c>Assert.SkipUnless(postgres.Major >= 18, "...")</c>.
    /// </summary>
    public int Major => Server.Binaries.Major;

    /// <summary>The server itself, for tests of the cluster as a whole.</summary>
    public PostgresServer Server => _server ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>The binaries that <c>SEGUE_TEST_POSTGRES</c> chooses.</summary>
    public static BinarySearch Binaries => Environment.GetEnvironmentVariable("SEGUE_TEST_POSTGRES") switch
    {
        null or "" or "18" => new() { Major = 18, Folder = null },
        "15" => new() { Major = 15, Folder = DebianFifteen },
        var other => throw new InvalidOperationException($"SEGUE_TEST_POSTGRES is '{other}'; it may be 15 or 18."),
    };

    /// <summary>The settings of the server, for tests that start their own.</summary>
    public static ServerSettings Settings => new()
    {
        Binaries = Binaries,
        Parameters = ServerSettings.ThrowAway.SetItems(new Dictionary<string, string>
        {
            ["wal_level"] = "logical",
            ["max_wal_senders"] = "4",
            ["max_prepared_transactions"] = "0",
        }),
    };

    /// <summary>An empty database, or a clone of a template. Dispose it: that drops it.</summary>
    /// <param name="template">A name for the template; null: none.</param>
    /// <param name="fill">Fills the template, once per run. It must leave no session open.</param>
    public async Task<TestDatabase> NewDatabaseAsync(string? template = null, Func<TestDatabase, Task>? fill = null)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        var source = template is null ? null : await _templates.GetOrAdd(template, new Lazy<Task<string>>(() => MakeAsync(fill!))).Value;
        await Server.CreateDatabaseAsync(name, source, TestContext.Current.CancellationToken);
        return new(Server, name);
    }

    async ValueTask IAsyncLifetime.InitializeAsync() => _server = await PostgresServer.StartAsync(Settings, TimeProvider.System);

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }

    async Task<string> MakeAsync(Func<TestDatabase, Task> fill)
    {
        var name = $"template_{Interlocked.Increment(ref _databases)}";
        await Server.CreateDatabaseAsync(name);
        await fill(new(Server, name));
        return name;
    }
}
