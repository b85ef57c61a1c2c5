namespace Segue.EndToEndTests;

/// <summary>What the README tells people to type works as it stands there.</summary>
public sealed class ReadmeTests : IDisposable
{
    /// <summary>The first screen builds everything and runs all tests: the build on a fresh machine does that itself.</summary>
    const int FirstScreen = 2;

    readonly Sandbox _box = new();

    public void Dispose()
    {
        ShellBlocks.StopServers(_box);
        _box.Dispose();
    }

    [Fact]
    public async Task Every_block_can_be_typed_as_it_stands()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The blocks are for a Unix shell.");
        var blocks = ShellBlocks.Of("README.md");
        Assert.True(blocks.Count > FirstScreen, "README.md has fewer blocks than its first screen needs.");
        foreach (var block in blocks.Skip(FirstScreen))
        {
            // It is built already.
            await ShellBlocks.RunAsync(_box, string.Join('\n', block.Split('\n').Where(line => !line.StartsWith("dotnet build", StringComparison.Ordinal))));
        }
    }
}
