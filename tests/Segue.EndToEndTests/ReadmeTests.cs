using System.Text.RegularExpressions;
using Segue.Tests.House;

namespace Segue.EndToEndTests;

/// <summary>What the README tells people to type works as it stands there.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    /// <summary>The first screen builds everything and runs all tests: the build on a fresh machine does that itself.</summary>
    const int FirstScreen = 2;

    readonly Sandbox _box = new();

    public void Dispose()
    {
        foreach (var project in Directory.EnumerateDirectories(_box.Folder))
            _box.Segue("postgres", "stop", "--project", project);
        _box.Dispose();
    }

    [Fact]
    public async Task Every_block_can_be_typed_as_it_stands()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The blocks are for a Unix shell.");
        var blocks = Block.Matches(Repository.Read("README.md")).Select(match => match.Groups["text"].Value).ToList();
        Assert.True(blocks.Count > FirstScreen, "README.md has fewer blocks than its first screen needs.");
        _box.Variables["PATH"] = Path.GetDirectoryName(Sandbox.Program) + ":" + Environment.GetEnvironmentVariable("PATH");
        foreach (var block in blocks.Skip(FirstScreen))
        {
            // It is built already.
            var script = string.Join('\n', block.Split('\n').Where(line => !line.StartsWith("dotnet build", StringComparison.Ordinal)));
            (await Sandbox.EndAsync(_box.StartOther("bash", "-euo", "pipefail", "-c", script))).Expect(0);
        }
    }

    [GeneratedRegex("^```bash\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    static partial Regex Block { get; }
}
