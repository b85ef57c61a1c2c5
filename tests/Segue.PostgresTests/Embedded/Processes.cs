using System.Diagnostics;

namespace Segue.PostgresTests.Embedded;

/// <summary>What the system says about a process.</summary>
static class Processes
{
    /// <summary>There is a process of that number, and it is no zombie.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
