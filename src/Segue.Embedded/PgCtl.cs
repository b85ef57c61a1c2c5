namespace Segue.Embedded;

/// <summary><c>pg_ctl</c>: starts a server that outlives us, in a session of its own.</summary>
static class PgCtl
{
    /// <summary>Starts and does not wait: it would look only every 100 ms.</summary>
    public static Task StartAsync(
        PostgresBinaries binaries, string data, string log, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        RunAsync(binaries, ["start", "-W", "-D", data, "-l", log, "-o", string.Join(' ', arguments.Select(Quoted))], cancellationToken);

    /// <summary>Disconnects everybody, writes everything down, waits for the end.</summary>
    public static Task StopAsync(PostgresBinaries binaries, string data, CancellationToken cancellationToken) =>
        RunAsync(binaries, ["stop", "-w", "-m", "fast", "-D", data], cancellationToken);

    static async Task RunAsync(PostgresBinaries binaries, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        // Not listened to: the server inherits what pg_ctl was given, and a pipe that it holds never ends.
        var ran = await ChildProcess.RunAsync(
            new(binaries.PgCtl, ["--silent", .. arguments]) { User = StepDown.User, Listen = false }, cancellationToken).ConfigureAwait(false);
        if (!ran.Succeeded)
            throw new SegueException(Failure.Error, $"pg_ctl {arguments[0]} failed (exit {ran.ExitCode}). {ran.Said}".TrimEnd());
    }

    // pg_ctl hands the options to a shell.
    static string Quoted(string argument) => OperatingSystem.IsWindows()
        ? $"\"{argument}\""
        : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
