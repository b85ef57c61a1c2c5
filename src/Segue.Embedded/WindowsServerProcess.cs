using System.Diagnostics;
using System.Runtime.Versioning;

namespace Segue.Embedded;

/// <summary>
/// On Windows <c>pg_ctl</c> starts the server (only it can shed an administrator's rights) and a job object ends it with us.
/// </summary>
[SupportedOSPlatform("windows")]
sealed class WindowsServerProcess : ServerProcess
{
    readonly Process _process;
    readonly JobObject _job;
    readonly string _data;
    readonly PostgresBinaries _binaries;

    WindowsServerProcess(Process process, JobObject job, string data, PostgresBinaries binaries) =>
        (_process, _job, _data, _binaries) = (process, job, data, binaries);

    public override int Pid => _process.Id;

    public override bool HasExited => _process.HasExited;

    public static async Task<ServerProcess> LaunchAsync(
        string run,
        string template,
        IReadOnlyList<string> command,
        PostgresBinaries binaries,
        TimeProvider timeProvider,
        CancellationToken cancellationToken)
    {
        var data = Path.Combine(run, "data");
        FileTree.Copy(template, data, cancellationToken);
        await PgCtl.StartAsync(binaries, data, Path.Combine(run, "log"), [.. command.Skip(3)], null, cancellationToken)
            .ConfigureAwait(false);
        var process = Process.GetProcessById(await PidAsync(data, run, timeProvider, cancellationToken).ConfigureAwait(false));
        // Backends that were forked before this line are not in the job; they end by themselves when the postmaster does.
        return new WindowsServerProcess(process, JobObject.Around(process), data, binaries);
    }

    static async Task<int> PidAsync(string data, string run, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (timeProvider.GetElapsedTime(started) < TimeSpan.FromSeconds(10))
        {
            if (PostmasterFile.Read(data) is { } file)
                return file.Pid;
            await Task.Delay(TimeSpan.FromMilliseconds(2), timeProvider, cancellationToken).ConfigureAwait(false);
        }
        throw new SegueException(Failure.Error, $"PostgreSQL did not start: {LogEnd.Of(Path.Combine(run, "log"))}");
    }

    public override async Task StopAsync(TimeProvider timeProvider)
    {
        await PgCtl.StopAsync(_binaries, _data, CancellationToken.None).ConfigureAwait(false);
        await EndAsync(_process, timeProvider).ConfigureAwait(false);
    }

    public override void Dispose()
    {
        _job.Dispose();
        _process.Dispose();
    }
}
