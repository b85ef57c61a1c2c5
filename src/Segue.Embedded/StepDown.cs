namespace Segue.Embedded;

/// <summary>PostgreSQL refuses to run as root (initdb and postgres both check), so root starts it as somebody who owns nothing.</summary>
static class StepDown
{
    const string Nobody = "nobody";

    const UnixFileMode ForAllToRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Whom to start PostgreSQL as; null: as ourselves.</summary>
    public static string? User { get; } = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess ? Nobody : null;

    /// <summary>Gives a folder, with what is in it, to the user that PostgreSQL will run as.</summary>
    public static async Task GiveAsync(string folder, CancellationToken cancellationToken)
    {
        if (User is not { } user)
            return;
        var chown = await ChildProcess.RunAsync(new("chown", ["-R", user, folder]), cancellationToken).ConfigureAwait(false);
        if (!chown.Succeeded)
            throw new SegueException(Failure.Error, $"'{folder}' cannot be given to the user '{user}': {chown.Said}");
    }

    /// <summary>Makes a folder that the user PostgreSQL runs as can enter, whatever our umask.</summary>
    public static void MakeReadable(string folder)
    {
        var missing = new Stack<string>();
        for (var at = Path.GetFullPath(folder); !Directory.Exists(at); at = Path.GetDirectoryName(at)!)
            missing.Push(at);
        Directory.CreateDirectory(folder);
        if (User is null || OperatingSystem.IsWindows())
            return;
        foreach (var made in missing)
            File.SetUnixFileMode(made, ForAllToRead);
    }

    /// <summary>Whether the user PostgreSQL runs as can walk to the folder.</summary>
    public static bool CanReach(string folder)
    {
        if (User is null || OperatingSystem.IsWindows())
            return true;
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at) && (File.GetUnixFileMode(at) & UnixFileMode.OtherExecute) == 0)
                return false;
        }
        return true;
    }
}
