using System.Globalization;
using Segue.Cli.Output;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>What a run did.</summary>
sealed record RunDocument(Guid? Run, IReadOnlyList<string> Revisions, double DurationMilliseconds, int LockRetries, double LockWaitMilliseconds, bool LeftToOther)
    : Document
{
    /// <summary>What was given with <c>--tag</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>What run sections selected.</summary>
    public IReadOnlyList<RowsLine>? Rows { get; init; }

    /// <summary>Records of a file that were loaded.</summary>
    public long? Loaded { get; init; }

    public static RunDocument Of(RunResult result) => new(
        result.Run, result.Revisions, result.Duration.TotalMilliseconds, result.Losses.Retries, result.Losses.Waited.TotalMilliseconds, result.LeftToOther)
    {
        Loaded = result.Loaded,
    };

    string What => Loaded is { } rows ? Number(rows, "row") : Number(Revisions.Count, "revision");

    /// <param name="terminal">Where to.</param>
    /// <param name="done">The past participle: <c>applied</c>.</param>
    public void WriteTo(Terminal terminal, string done)
    {
        var text = LeftToOther ? "another Segue is at work; left to it"
            : Run is null ? "nothing to do"
            : string.Create(CultureInfo.InvariantCulture, $"{done} {What} in {DurationMilliseconds / 1000:0.00} s");
        terminal.Message(MessageKind.News, LockRetries == 0 ? text : string.Create(
            CultureInfo.InvariantCulture, $"{text}; {LockRetries} lock {(LockRetries == 1 ? "retry" : "retries")}, {LockWaitMilliseconds / 1000:0.00} s lost to locks"));
    }

    static string Number(long number, string word) => string.Create(CultureInfo.InvariantCulture, $"{number:N0} {word}{(number == 1 ? "" : "s")}");
}
