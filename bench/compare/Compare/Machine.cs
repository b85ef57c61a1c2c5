using System.Globalization;
using System.Runtime.InteropServices;

namespace Segue.Compare;

/// <summary>What the figures were taken on.</summary>
static class Machine
{
    public static string Describe()
    {
        var cpu = ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores of {cpu}, {memory:0} GB of memory, {System()}, {RuntimeInformation.FrameworkDescription}");
    }

    /// <summary>How busy it was: the load of the last minute.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    static string System() => ValueOf("/etc/os-release", "PRETTY_NAME")?.Trim('"') ?? RuntimeInformation.OSDescription;

    static string? ValueOf(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?.Split([':', '='], 2)[1].Trim()
        : null;
}
