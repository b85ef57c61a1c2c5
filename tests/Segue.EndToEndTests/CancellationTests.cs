using System.Diagnostics;

namespace Segue.EndToEndTests;

public sealed class CancellationTests : IDisposable
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
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Cancelled.", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
