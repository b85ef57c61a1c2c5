using Segue.Cli.Output;
using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>The marks, the latest first.</summary>
sealed record MarksDocument(IReadOnlyList<MarkLine> Marks) : Document;

/// <summary>A mark.</summary>
sealed record MarkLine(string Name, DateTimeOffset MadeAt, string MadeBy, IReadOnlyList<string> Revisions)
{
    public static MarkLine Of(Mark mark) => new(mark.Name, mark.MadeAt, mark.MadeBy, mark.Revisions);
}
