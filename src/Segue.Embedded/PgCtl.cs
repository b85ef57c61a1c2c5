using System.Globalization;

namespace Segue.Embedded;

/// <summary><c>pg_ctl</c>: starts a server that outlives us, in a session of its own.</summary>
static class PgCtl
{
    /// <summary>Starts it and waits until it takes connections; a null limit does not wait.</summary>
    public static Task StartAsync(
        PostgresBinaries binaries,
        string data,
        string log,
        IReadOnlyList<string> arguments,
        TimeSpan? limit,
        CancellationToken cancellationToken)
    {
        string[] wait = limit is { } most ? ["-w", "-t", most.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)] : ["-W"];
        string[] all = ["start", .. wait, "-D", data, "-l", log, "-o", string.Join(' ', arguments.Select(Quoted))];
        return RunAsync(binaries, all, cancellationToken);
    }

    /// <summary>Disconnects everybody, writes everything down, waits for the end.</summary>
    public static Task StopAsync(PostgresBinaries binaries, string data, CancellationToken cancellationToken) =>
        RunAsync(binaries, ["stop", "-w", "-m", "fast", "-D", data], cancellationToken);

    static async Task RunAsync(PostgresBinaries binaries, string[] arguments, CancellationToken cancellationToken)
    {
        // On Windows the server inherits what pg_ctl was given, and a pipe that it holds never ends.
        var child = new ChildProcess(binaries.PgCtl, ["--silent", .. arguments])
        {
            User = StepDown.User,
            Listen = !OperatingSystem.IsWindows(),
        };
        var ran = await ChildProcess.RunAsync(child, cancellationToken).ConfigureAwait(false);
        if (!ran.Succeeded)
            throw new SegueException(Failure.Error, $"pg_ctl {arguments[0]} failed (exit {ran.ExitCode}). {ran.Said}".TrimEnd());
    }

    // pg_ctl hands the options to a shell.
    static string Quoted(string argument) => OperatingSystem.IsWindows()
        ? $"\"{argument}\""
        : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
