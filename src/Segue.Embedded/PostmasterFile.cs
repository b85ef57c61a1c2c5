using System.Globalization;

namespace Segue.Embedded;

/// <summary>
/// <c>postmaster.pid</c> in a data folder: what a running server says about itself. Asking it is cheaper than trying to connect, and
/// leaves no failed connections in the log; <c>pg_ctl</c> does the same.
/// </summary>
/// <param name="Pid">The server's process.</param>
/// <param name="Port">Its port.</param>
/// <param name="Ready">It takes connections.</param>
sealed record PostmasterFile(int Pid, int Port, bool Ready)
{
    // Lines: pid, data folder, start time, port, socket folder, address, shared memory, status.
    const int PortLine = 3, StatusLine = 7;

    /// <summary>Reads it; null if there is none, or only its beginning yet.</summary>
    public static PostmasterFile? Read(string dataFolder)
    {
        try
        {
            using var file = new FileStream(PathIn(dataFolder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            var lines = reader.ReadToEnd().Split('\n');
            return lines.Length > PortLine
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid)
                && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port)
                ? new(pid, port, lines.Length > StatusLine && lines[StatusLine].StartsWith("ready", StringComparison.Ordinal))
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where it stands.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postmaster.pid");
}
