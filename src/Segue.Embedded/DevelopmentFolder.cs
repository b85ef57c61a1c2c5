using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Segue.Embedded;

/// <summary>The folder of a development server.</summary>
sealed record DevelopmentFolder(string Path)
{
    /// <summary>PostgreSQL's.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>What the server said.</summary>
    public string Log => System.IO.Path.Combine(Path, "log");

    string State => System.IO.Path.Combine(Path, "state.json");

    /// <summary><c>.segue/postgres</c> of the project, or a folder in the cache where the stepped-down user cannot reach that.</summary>
    public static DevelopmentFolder Of(string project, string cache)
    {
        var own = System.IO.Path.GetFullPath(System.IO.Path.Combine(project, ".segue", "postgres"));
        if (StepDown.CanReach(project))
            return new(own);
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(own)))[..16];
        return new(System.IO.Path.Combine(cache, "servers", key));
    }

    /// <summary>Makes the folder, kept out of version control, and gives it to the user who will run the server.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path))
            return;
        var parent = System.IO.Path.GetDirectoryName(Path)!;
        StepDown.MakeReadable(parent);
        var ignore = System.IO.Path.Combine(parent, ".gitignore");
        if (!File.Exists(ignore))
            await File.WriteAllTextAsync(ignore, "*\n", cancellationToken).ConfigureAwait(false);
        StepDown.MakeReadable(Path);
        await StepDown.GiveAsync(Path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets one process at a time start or stop the server.</summary>
    /// <exception cref="SegueException"><see cref="Failure.LockNotObtained"/>: another one is at it for longer than the limit.</exception>
    public async Task<IDisposable> LockAsync(TimeSpan limit, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException failure)
            {
                if (timeProvider.GetElapsedTime(started) > limit)
                {
                    throw new SegueException(
                        Failure.LockNotObtained, $"Another process has been starting or stopping {Path} for {limit}.", failure);
                }
            }
            await Task.Delay(TimeSpan.FromMilliseconds(20), timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The state; null: never started.</summary>
    public async Task<DevelopmentState?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(State) || !Directory.Exists(Data))
            return null;
        try
        {
            var json = await File.ReadAllBytesAsync(State, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(json, DevelopmentJson.Default.DevelopmentState);
        }
        catch (JsonException failure)
        {
            throw new SegueException(Failure.Error, $"{State} cannot be read.", failure)
            {
                State = "nothing was changed.",
                Next = "repair the file, or delete the folder and with it the data.",
            };
        }
    }

    /// <summary>Writes the state, readable by us alone, in one step.</summary>
    public async Task WriteAsync(DevelopmentState state, CancellationToken cancellationToken)
    {
        var staging = FileTree.Staging(State);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(staging, options);
        await using (file.ConfigureAwait(false))
        {
            await JsonSerializer.SerializeAsync(file, state, DevelopmentJson.Default.DevelopmentState, cancellationToken)
                .ConfigureAwait(false);
        }
        File.Move(staging, State, overwrite: true);
    }
}
