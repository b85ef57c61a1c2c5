using System.Diagnostics;
using System.Text;

namespace Segue.Embedded;

/// <summary>What the system says about a process that somebody else started.</summary>
static class RunningProcess
{
    /// <summary>
    /// Whether the process is a server on these data. On Windows, which does not tell the command line, whether it is a PostgreSQL.
    /// </summary>
    public static async Task<bool> IsServerOnAsync(int pid, string dataFolder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            return IsCalledPostgres(pid);
        if (OperatingSystem.IsLinux())
            return CommandLineOnLinux(pid).Contains(dataFolder, StringComparison.Ordinal);
        var ps = await ChildProcess.RunAsync(new("ps", ["-ww", "-o", "command=", "-p", $"{pid}"]), cancellationToken).ConfigureAwait(false);
        return ps.Output.Contains(dataFolder, StringComparison.Ordinal);
    }

    // ps is not in every container.
    static string CommandLineOnLinux(int pid)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{pid}/cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    static bool IsCalledPostgres(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.ProcessName.Equals("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
