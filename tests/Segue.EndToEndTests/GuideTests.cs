namespace Segue.EndToEndTests;

/// <summary>What a page of the guide tells people to type works as it stands there, from top to bottom.</summary>
public sealed class GuideTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose()
    {
        ShellBlocks.StopServers(_box);
        _box.Dispose();
    }

    [Theory]
    [InlineData("docs/guide/csharp.md")]
    [InlineData("docs/guide/from-alembic.md")]
    public async Task Every_block_can_be_typed_as_it_stands(string page)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The blocks are for a Unix shell.");
        var blocks = ShellBlocks.Of(page);
        Assert.NotEmpty(blocks);
        await ShellBlocks.RunAsync(_box, string.Concat(blocks));
    }
}
