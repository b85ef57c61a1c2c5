using System.Diagnostics;

namespace Segue.Embedded;

/// <summary>A running <c>postgres</c> that ends with us, however we end.</summary>
abstract class ServerProcess : IDisposable
{
    /// <summary>The number of the server's own process.</summary>
    public abstract int Pid { get; }

    /// <summary>It is no more.</summary>
    public abstract bool HasExited { get; }

    /// <summary>Makes a run folder with a copy of the template in it and starts a server on it.</summary>
    /// <param name="run">The run folder, absolute, not there yet: it gets <c>data</c>, <c>log</c> and the socket.</param>
    /// <param name="template">A data folder to copy.</param>
    /// <param name="command"><c>postgres</c> and its arguments.</param>
    /// <param name="binaries">The binaries.</param>
    /// <param name="timeProvider">The clock of the waits.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<ServerProcess> StartAsync(
        string run,
        string template,
        IReadOnlyList<string> command,
        PostgresBinaries binaries,
        TimeProvider timeProvider,
        CancellationToken cancellationToken) =>
        OperatingSystem.IsWindows()
            ? WindowsServerProcess.LaunchAsync(run, template, command, binaries, timeProvider, cancellationToken)
            : Task.FromResult<ServerProcess>(new UnixServerProcess(run, template, command));

    /// <summary>Asks it to disconnect everybody and end; ends it the hard way if it does not.</summary>
    public abstract Task StopAsync(TimeProvider timeProvider);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Waits for the end, kills at the limit.</summary>
    protected static async Task EndAsync(Process process, TimeProvider timeProvider)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15), timeProvider);
        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }
}
