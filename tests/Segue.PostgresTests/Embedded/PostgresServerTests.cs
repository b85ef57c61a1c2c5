using System.Globalization;
using Npgsql;
using Segue.Embedded;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Embedded;

public sealed class PostgresServerTests(PostgresFixture postgres)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_starts_answers_and_leaves_nothing_behind()
    {
        var server = await PostgresServer.StartAsync(PostgresFixture.Settings, TimeProvider.System, Token);
        Assert.StartsWith(
            postgres.Major.ToString(CultureInfo.InvariantCulture),
            await AskAsync(server.ConnectionString(), "SHOW server_version"),
            StringComparison.Ordinal);
        var folder = Path.GetDirectoryName(server.DataFolder)!;
        Assert.True(Processes.IsAlive(server.Pid));

        await server.DisposeAsync();
        await server.DisposeAsync();

        Assert.False(Processes.IsAlive(server.Pid));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task A_server_on_tcp_asks_for_its_password()
    {
        await using var server = await PostgresServer.StartAsync(PostgresFixture.Settings with { Tcp = true }, TimeProvider.System, Token);
        var url = server.Url("postgres");
        var password = url.UserInfo.Split(':')[1];
        var tcp = $"Host={url.Host};Port={url.Port};Username=postgres;Database=postgres";

        Assert.Equal("127.0.0.1", await AskAsync($"{tcp};Password={password}", "SELECT host(inet_server_addr())"));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => AskAsync($"{tcp};Password=wrong", "SELECT ''"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    [Fact]
    public async Task Two_servers_run_side_by_side()
    {
        await using var one = await PostgresServer.StartAsync(PostgresFixture.Settings, TimeProvider.System, Token);
        await using var other = await PostgresServer.StartAsync(PostgresFixture.Settings, TimeProvider.System, Token);
        await one.CreateDatabaseAsync("mine", cancellationToken: Token);
        Assert.Equal("0", await AskAsync(other.ConnectionString(), "SELECT count(*)::text FROM pg_database WHERE datname = 'mine'"));
    }

    [Fact]
    public async Task Root_steps_down()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no root.");
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE who (uid int)");
        await database.ExecuteAsync("COPY who FROM PROGRAM 'id -u'");
        var uid = await database.ScalarAsync<int>("SELECT uid FROM who");
        Assert.NotEqual(0, uid);
    }

    [Fact]
    public async Task Parameters_reach_the_server()
    {
        await using var server = await PostgresServer.StartAsync(
            PostgresFixture.Settings.With("work_mem", "7MB"), TimeProvider.System, Token);
        Assert.Equal("7MB", await AskAsync(server.ConnectionString(), "SHOW work_mem"));
        Assert.Equal("off", await AskAsync(server.ConnectionString(), "SHOW fsync"));
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_what_its_log_says()
    {
        var failure = await Assert.ThrowsAsync<SegueException>(() => PostgresServer.StartAsync(
            PostgresFixture.Settings.With("no_such_parameter", "1"), TimeProvider.System, Token));
        Assert.Contains("no_such_parameter", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clone_has_what_its_template_had_and_a_drop_ends_sessions()
    {
        await postgres.Server.CreateDatabaseAsync("origin", cancellationToken: Token);
        var origin = new TestDatabase(postgres.Server, "origin");
        await origin.ExecuteAsync("CREATE TABLE track AS SELECT 42 AS id");
        await postgres.Server.CreateDatabaseAsync("a clone; of \"it\"", "origin", Token);
        var clone = new TestDatabase(postgres.Server, "a clone; of \"it\"");
        Assert.Equal(42, await clone.ScalarAsync<int>("SELECT id FROM track"));

        await using var forgotten = await clone.OpenAsync();
        await clone.DisposeAsync();
        await clone.DisposeAsync();
        await origin.DisposeAsync();
        Assert.Equal("0", await AskAsync(
            postgres.Server.ConnectionString(),
            "SELECT count(*)::text FROM pg_database WHERE datname = 'origin' OR datname LIKE 'a clone%'"));
    }

    static async Task<string> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return (string)(await command.ExecuteScalarAsync(Token))!;
    }
}
