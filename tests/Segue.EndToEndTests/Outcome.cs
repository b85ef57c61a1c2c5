using System.Text.Json.Nodes;

namespace Segue.EndToEndTests;

/// <summary>What a run of the program left.</summary>
/// <param name="ExitCode">0, or a Failure.</param>
/// <param name="Out">Standard output: data.</param>
/// <param name="Error">Standard error: messages.</param>
public sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>Standard output as the one document it must be.</summary>
    public JsonNode Json => JsonNode.Parse(Out)!;

    /// <summary>The lines of standard output.</summary>
    public string[] Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The same, after making sure of the exit code.</summary>
    public Outcome Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode}, not {exitCode}\n--- out\n{Out}\n--- error\n{Error}");
        return this;
    }
}
