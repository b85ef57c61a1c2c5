using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>All revisions, newest first; repeatable ones after them.</summary>
sealed record HistoryDocument(IReadOnlyList<RevisionLine> Revisions) : Document;
