using System.Globalization;

namespace Segue.Embedded;

/// <summary>
/// A PostgreSQL that stays: for development, one per project, on 127.0.0.1 with a password. It outlives the program that starts it,
/// keeps its data and its port, and is durable. Its folder holds <c>data</c>, <c>log</c> and <c>state.json</c>.
/// </summary>
public sealed class DevelopmentServer
{
    readonly ServerSettings _settings;
    readonly TimeProvider _timeProvider;
    readonly DevelopmentFolder _folder;

    /// <summary>Touches nothing yet.</summary>
    /// <param name="projectFolder">
    /// The project's; the server lives in its <c>.segue/postgres</c>. Where root must step down and the other user cannot walk there
    /// (<c>/root</c>), it lives in the cache, under a name made of the project's path.
    /// </param>
    /// <param name="settings">
    /// Binaries, cache and limit; parameters apply at the next start. Null: <see cref="ServerSettings.Durable"/> parameters.
    /// </param>
    /// <param name="timeProvider">The clock of the waits.</param>
    public DevelopmentServer(string projectFolder, ServerSettings? settings, TimeProvider timeProvider)
    {
        _settings = settings ?? new() { Parameters = ServerSettings.Durable };
        _timeProvider = timeProvider;
        _folder = DevelopmentFolder.Of(projectFolder, _settings.Cache);
    }

    /// <summary>Where it lives, absolute.</summary>
    public string Folder => _folder.Path;

    /// <summary>
    /// Starts it unless it runs; the first time its cluster is made. A state that a crash or a reboot left behind is put right.
    /// </summary>
    /// <exception cref="SegueException"><see cref="Failure.Error"/>: no PostgreSQL of the data's version, or it does not start.</exception>
    public async Task<DevelopmentStatus> StartAsync(CancellationToken cancellationToken = default)
    {
        await _folder.MakeAsync(cancellationToken).ConfigureAwait(false);
        using var alone = await _folder.LockAsync(_settings.StartLimit, _timeProvider, cancellationToken).ConfigureAwait(false);
        var status = await StatusAsync(cancellationToken).ConfigureAwait(false);
        if (status.Running)
            return status;

        var state = await _folder.ReadAsync(cancellationToken).ConfigureAwait(false);
        var binaries = await BinariesAsync(cancellationToken).ConfigureAwait(false);
        if (state is null)
            state = await MakeClusterAsync(binaries, cancellationToken).ConfigureAwait(false);
        else
            await ForgetAsync(cancellationToken).ConfigureAwait(false);
        if (!FreePort.Is(state.Port))
            state = state with { Port = FreePort.Find() };
        await _folder.WriteAsync(state, cancellationToken).ConfigureAwait(false);
        await StartAsync(binaries, state.Port, cancellationToken).ConfigureAwait(false);
        return await StatusAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Disconnects everybody, lets it write everything down, and waits for its end.</summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> StopAsync(CancellationToken cancellationToken = default)
    {
        if (!Directory.Exists(_folder.Path))
            return false;
        using var alone = await _folder.LockAsync(_settings.StartLimit, _timeProvider, cancellationToken).ConfigureAwait(false);
        if (await PidAsync(cancellationToken).ConfigureAwait(false) is not { } pid)
            return false;
        var binaries = await BinariesAsync(cancellationToken).ConfigureAwait(false);
        await PgCtl.StopAsync(binaries, _folder.Data, cancellationToken).ConfigureAwait(false);
        // pg_ctl waits for postmaster.pid to go, which the server deletes shortly before its end.
        while (await RunningProcess.IsServerOnAsync(pid, _folder.Data, cancellationToken).ConfigureAwait(false))
            await Task.Delay(TimeSpan.FromMilliseconds(5), _timeProvider, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Whether it runs, and how to reach it. Starts nothing, changes nothing.</summary>
    public async Task<DevelopmentStatus> StatusAsync(CancellationToken cancellationToken = default)
    {
        var state = await _folder.ReadAsync(cancellationToken).ConfigureAwait(false);
        var pid = state is null ? null : await PidAsync(cancellationToken).ConfigureAwait(false);
        return new(_folder.Path, pid, state?.Port, state?.Password);
    }

    // The number in postmaster.pid may belong to anybody after a crash, so the process is asked what it is.
    async Task<int?> PidAsync(CancellationToken cancellationToken) =>
        PostmasterFile.Read(_folder.Data) is { } file
            && await RunningProcess.IsServerOnAsync(file.Pid, _folder.Data, cancellationToken).ConfigureAwait(false)
            ? file.Pid
            : null;

    // PostgreSQL refuses to start where postmaster.pid names a live process, even one that is no server of these data.
    async Task ForgetAsync(CancellationToken cancellationToken)
    {
        if (await PidAsync(cancellationToken).ConfigureAwait(false) is null)
            File.Delete(PostmasterFile.PathIn(_folder.Data));
    }

    // Data of one major version can be opened by that version only.
    async Task<PostgresBinaries> BinariesAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder.Data, "PG_VERSION");
        var search = File.Exists(file)
            ? _settings.Binaries with
            {
                Major = int.Parse(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture),
            }
            : _settings.Binaries;
        return await search.FindAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task<DevelopmentState> MakeClusterAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (Directory.Exists(_folder.Data))
        {
            throw new SegueException(Failure.Error, $"{_folder.Path} has data but no state.json, so nobody knows the password any more.")
            {
                State = "nothing was changed.",
                Next = "put the file back, or delete the folder and with it the data.",
            };
        }
        var template = await ClusterTemplate.EnsureAsync(binaries, _settings.Cache, cancellationToken).ConfigureAwait(false);
        foreach (var halfMade in Directory.EnumerateDirectories(_folder.Path, "data.*"))
            FileTree.Delete(halfMade);
        var staging = FileTree.Staging(_folder.Data);
        try
        {
            FileTree.Copy(template.Folder, staging, cancellationToken);
            // PostgreSQL wants its data folder closed to others.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(staging, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await StepDown.GiveAsync(staging, cancellationToken).ConfigureAwait(false);
            // The template was made without fsync.
            await ChildProcess.RunAsync(new(binaries.Initdb, ["--sync-only", "-D", staging]) { User = StepDown.User }, cancellationToken)
                .ConfigureAwait(false);
            // State first: data without a password would be of no use.
            var state = new DevelopmentState(FreePort.Find(), template.Password);
            await _folder.WriteAsync(state, cancellationToken).ConfigureAwait(false);
            Directory.Move(staging, _folder.Data);
            return state;
        }
        finally
        {
            FileTree.Delete(staging);
        }
    }

    async Task StartAsync(PostgresBinaries binaries, int port, CancellationToken cancellationToken)
    {
        var parameters = _settings.Parameters
            .SetItem("listen_addresses", "127.0.0.1")
            .SetItem("unix_socket_directories", "")
            .SetItem("port", port.ToString(CultureInfo.InvariantCulture));
        var arguments = ServerSettings.Arguments(parameters);
        try
        {
            await PgCtl.StartAsync(binaries, _folder.Data, _folder.Log, arguments, _settings.StartLimit, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (SegueException failure)
        {
            throw new SegueException(Failure.Error, $"The development server does not start: {LogEnd.Of(_folder.Log)}", failure)
            {
                State = "no server is running; its data are untouched.",
                Next = $"see {_folder.Log}",
            };
        }
    }
}
