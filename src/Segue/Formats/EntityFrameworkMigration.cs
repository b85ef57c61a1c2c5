using Segue.Revisions;

namespace Segue.Formats;

/// <summary>A migration as it stands in a script.</summary>
/// <param name="Id">Time and name: <c>20260101000000_Initial</c>.</param>
/// <param name="Location">Of its first statement.</param>
/// <param name="Statements">Those of its author's.</param>
sealed record EntityFrameworkMigration(string Id, SourceLocation Location, List<RevisionStatement> Statements);
