using System.Text.RegularExpressions;
using Segue.Tests.House;

namespace Segue.EndToEndTests;

/// <summary>What a page tells people to type at a Unix shell.</summary>
static partial class ShellBlocks
{
    public static List<string> Of(string page) => [.. Block.Matches(Repository.Read(page)).Select(match => match.Groups["text"].Value)];

    /// <summary>With the built program on the path; every command must succeed.</summary>
    public static async Task RunAsync(Sandbox box, string script)
    {
        box.Variables["PATH"] = Path.GetDirectoryName(Sandbox.Program) + ":" + Environment.GetEnvironmentVariable("PATH");
        (await Sandbox.EndAsync(box.StartOther("bash", "-euo", "pipefail", "-c", script))).Expect(0);
    }

    /// <summary>Ends the private servers of all projects in the box.</summary>
    public static void StopServers(Sandbox box)
    {
        foreach (var project in Directory.EnumerateDirectories(box.Folder))
            box.Segue("postgres", "stop", "--project", project);
    }

    [GeneratedRegex("^```bash\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    static partial Regex Block { get; }
}
