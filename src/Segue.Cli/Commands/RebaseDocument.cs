using Segue.Authoring;
using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>What <c>rebase</c> changed, or would change.</summary>
sealed record RebaseDocument(
    string? Onto,
    IReadOnlyList<string> Moved,
    IReadOnlyList<string> Heads,
    IReadOnlyList<string> Asked,
    bool IsDryRun,
    IReadOnlyList<RebaseDocument.FileLine> Files) : Document
{
    /// <summary>A file that changes.</summary>
    internal sealed record FileLine(string File, string NewFile, IReadOnlyList<ChangedLine> Lines)
    {
        public static FileLine Of(FileEdit edit) => new(edit.File, edit.NewFile, [.. edit.Lines.Select(line => new ChangedLine(line.Before, line.After))]);
    }

    /// <summary>A line of it; without a line before, it comes in.</summary>
    internal sealed record ChangedLine(string? Before, string After);

    /// <summary>Nothing has to move.</summary>
    public static RebaseDocument Nothing(IEnumerable<string> heads) => new(null, [], [.. heads], [], false, []);
}
