using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Segue.Embedded;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Embedded;

public sealed class DevelopmentServerTests : IAsyncLifetime
{
    readonly TestFolder _project = new();
    readonly DevelopmentServer _server;

    public DevelopmentServerTests() => _server = In(_project.Path);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string PidFile => Path.Combine(_server.Folder, "data", "postmaster.pid");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(CancellationToken.None);
        _project.Dispose();
    }

    [Fact]
    public async Task It_lives_in_the_project_and_keeps_its_data_and_port_over_a_restart()
    {
        Assert.False((await _server.StatusAsync(Token)).Running);
        var first = await _server.StartAsync(Token);
        Assert.Equal(Path.Combine(_project.Path, ".segue", "postgres"), first.Folder);
        await DoAsync(first, "CREATE TABLE track AS SELECT 42 AS id");

        Assert.True(await _server.StopAsync(Token));
        await Eventually.TrueAsync(() => !Processes.IsAlive(first.Pid!.Value), Token);
        Assert.False(await _server.StopAsync(Token));
        var second = await In(_project.Path).StartAsync(Token);

        Assert.NotEqual(first.Pid, second.Pid);
        Assert.Equal(first.Port, second.Port);
        Assert.Equal(42, await DoAsync(second, "SELECT id FROM track"));
        Assert.Equal("on", await DoAsync(second, "SHOW fsync"));
        Assert.Equal("/postgres", second.Url()!.AbsolutePath);
    }

    [Fact]
    public async Task Starting_it_twice_at_once_starts_one_server()
    {
        var both = await Task.WhenAll(_server.StartAsync(Token), In(_project.Path).StartAsync(Token));
        Assert.True(both[0].Running);
        Assert.Equal(both[0], both[1]);
        Assert.Equal(both[0], await _server.StatusAsync(Token));
    }

    [Fact]
    public async Task A_crash_is_seen_and_the_next_start_recovers()
    {
        var first = await _server.StartAsync(Token);
        await DoAsync(first, "CREATE TABLE track AS SELECT 42 AS id");
        using (var process = Process.GetProcessById(first.Pid!.Value))
            process.Kill();
        await Eventually.TrueAsync(() => !Processes.IsAlive(first.Pid!.Value), Token);

        Assert.True(File.Exists(PidFile));
        Assert.False((await _server.StatusAsync(Token)).Running);
        Assert.Equal(42, await DoAsync(await _server.StartAsync(Token), "SELECT id FROM track"));
    }

    [Fact]
    public async Task A_pid_that_belongs_to_somebody_else_now_is_not_taken_for_the_server()
    {
        await _server.StartAsync(Token);
        var lines = await File.ReadAllLinesAsync(PidFile, Token);
        await _server.StopAsync(Token);
        lines[0] = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(PidFile, lines, Token);

        Assert.False((await _server.StatusAsync(Token)).Running);
        Assert.False(await _server.StopAsync(Token));
        var again = await _server.StartAsync(Token);
        Assert.True(again.Running);
        Assert.NotEqual(Environment.ProcessId, again.Pid);
    }

    [Fact]
    public async Task A_project_that_the_other_user_cannot_reach_keeps_its_server_in_the_cache()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            Assert.Skip("Only root steps down.");
            return;
        }
        File.SetUnixFileMode(_project.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var cache = new TestFolder();
        var server = new DevelopmentServer(
            _project.Path, PostgresFixture.Settings with { Cache = cache.Path, Parameters = ServerSettings.Durable }, TimeProvider.System);
        try
        {
            var status = await server.StartAsync(Token);
            Assert.StartsWith(cache["servers"], status.Folder, StringComparison.Ordinal);
            Assert.Equal(1, await DoAsync(status, "SELECT 1"));
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_what_its_log_says()
    {
        var settings = PostgresFixture.Settings.With("no_such_parameter", "1");
        var failure = await Assert.ThrowsAsync<SegueException>(
            () => new DevelopmentServer(_project.Path, settings, TimeProvider.System).StartAsync(Token));
        Assert.Contains("no_such_parameter", failure.Message, StringComparison.Ordinal);
    }

    static DevelopmentServer In(string project) =>
        new(project, PostgresFixture.Settings with { Parameters = ServerSettings.Durable }, TimeProvider.System);

    static async Task<object?> DoAsync(DevelopmentStatus status, string sql)
    {
        await using var connection = new NpgsqlConnection(status.ConnectionString() + ";Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }
}
