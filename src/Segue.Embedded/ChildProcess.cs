using System.ComponentModel;
using System.Diagnostics;

namespace Segue.Embedded;

/// <summary>A program that is run to its end and listened to.</summary>
/// <param name="Program">Its file, or its name on the PATH.</param>
/// <param name="Arguments">Passed one by one; no shell sees them.</param>
sealed record ChildProcess(string Program, IReadOnlyList<string> Arguments)
{
    // ETXTBSY of Linux and macOS.
    const int TextFileBusy = 26;

    /// <summary>Whom to run as; null: ourselves.</summary>
    public string? User { get; init; }

    /// <summary>Where to run; by default the root of the file system, which everybody may enter.</summary>
    public string WorkingFolder { get; init; } = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/";

    /// <summary>False leaves standard output alone: a server that the program leaves behind would hold our pipe open.</summary>
    public bool Listen { get; init; } = true;

    /// <summary>Runs it. A program that cannot be started is a result, too.</summary>
    public static async Task<Result> RunAsync(ChildProcess child, CancellationToken cancellationToken)
    {
        var start = child.StartInfo();
        start.RedirectStandardOutput = start.RedirectStandardError = child.Listen;
        Process? process = null;
        for (var attempt = 1; process is null; attempt++)
        {
            try
            {
                process = Process.Start(start)!;
            }
            catch (Win32Exception failure) when (failure.NativeErrorCode == TextFileBusy && attempt < 100)
            {
                // A program just written: a child that another thread forked at that moment still holds it open, until its exec.
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (Win32Exception failure)
            {
                return new(-1, "", failure.Message);
            }
        }
        using (process)
        {
            if (!child.Listen)
            {
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return new(process.ExitCode, "", "");
            }
            try
            {
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                var output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return new(process.ExitCode, output, await error.ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }

    /// <summary>Our environment without what would steer PostgreSQL (PGDATA, PGPORT, ...), in the C locale and UTC.</summary>
    public ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Program, Arguments) { WorkingDirectory = WorkingFolder, CreateNoWindow = true };
        if (User is not null)
            start.UserName = User;
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    /// <summary>How it ended.</summary>
    public sealed record Result(int ExitCode, string Output, string Error)
    {
        /// <summary>It exited with 0.</summary>
        public bool Succeeded => ExitCode == 0;

        /// <summary>What it said, errors first.</summary>
        public string Said => $"{Error.Trim()}\n{Output.Trim()}".Trim();
    }
}
