using System.Diagnostics;

namespace Segue.Compare;

/// <summary>From the start of a process to its end.</summary>
static class Stopwatching
{
    /// <exception cref="InvalidOperationException">It failed; what it said is in the message.</exception>
    public static TimeSpan Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        var took = Stopwatch.GetElapsedTime(begun);
        return process.ExitCode == 0
            ? took
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {output.Result}{error.Result}");
    }
}
