using System.Text.RegularExpressions;

namespace Segue.Tests.House;

/// <summary>What is written for people.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Both_READMEs_have_the_same_blocks_to_type()
    {
        var english = Block.Matches(Repository.Read("README.md")).Select(match => match.Value).ToList();
        Assert.NotEmpty(english);
        Assert.Equal(english, Block.Matches(Repository.Read("README.de.md")).Select(match => match.Value));
    }

    [Fact]
    public void Every_relative_link_leads_somewhere()
    {
        var broken =
            from file in Repository.Files("*.md")
            from match in Link.Matches(Repository.Read(file))
            let target = match.Groups["target"].Value
            where !target.Contains(':', StringComparison.Ordinal)
                && !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, Uri.UnescapeDataString(target)))
            select $"{file}: {target}";

        Assert.Empty(broken);
    }

    [Fact]
    public void Nothing_that_is_shipped_needs_a_folder_beside_the_project()
    {
        string[] shipped = ["src/", "tools/", "bench/", "docs/", "music-agent/", "README"];
        var offences = Repository.Files("*")
            .Where(path => shipped.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
            .Where(path => Repository.Read(path).Contains("../shared", StringComparison.Ordinal));

        Assert.Empty(offences);
    }

    [GeneratedRegex("^```bash\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    static partial Regex Block { get; }

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(?:#[^)]*)?\)")]
    static partial Regex Link { get; }
}
