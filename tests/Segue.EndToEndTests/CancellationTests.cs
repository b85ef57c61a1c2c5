using System.Diagnostics;
using System.Globalization;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

public sealed class CancellationTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_work_cleanly_with_exit_code_130(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to another process.");
        _box.Segue("init").Expect(0);
        using var process = _box.Start("check", "-v", "--connection", "Host=127.0.0.1;Port=1;Username=me", "--wait", "10min");
        Assert.StartsWith("connection from", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await SignalAsync(process, signal);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Cancelled.", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", "CREATE TABLE a (); SELECT pg_sleep(3600);", 0)]
    [InlineData("TERM", "CREATE TABLE a (); SELECT pg_sleep(3600);", 0)]
    [InlineData("TERM", "-- segue: no-transaction\nSELECT pg_sleep(3600);", 0)]
    [InlineData("TERM", "CREATE TABLE b ();\n-- segue: no-transaction\nSELECT pg_sleep(3600);", 10)]
    public async Task A_signal_ends_the_statement_on_the_server_too(string signal, string revision, int status)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to another process.");
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, revision);
        var process = _box.Start("upgrade");
        await Activity.BeginsAsync(database, "%pg_sleep%");

        await SignalAsync(process, signal);
        var cancelled = (await Sandbox.EndAsync(process)).Expect(130);

        Assert.Contains("next: run the command again to go on", cancelled.Error, StringComparison.Ordinal);
        Assert.False(await Activity.GoesOnAsync(database, "%pg_sleep%"));
        await Eventually.TrueAsync(async () => await Activity.AdvisoryLocksAsync(database) == 0, "no advisory lock is held");
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM segue.applied WHERE state = 'applied'"));
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        Assert.Equal("cancelled", await database.ScalarAsync<string>("SELECT outcome FROM segue.run"));
        _box.Segue("status").Expect(status);
    }

    static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
