using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>Revisions, newest first; repeatable ones after them.</summary>
/// <param name="Revisions">All, or those of a range.</param>
/// <param name="Orphans">Applied revisions without a file here; null: the database was not asked.</param>
sealed record HistoryDocument(IReadOnlyList<RevisionLine> Revisions, IReadOnlyList<string>? Orphans = null) : Document;
