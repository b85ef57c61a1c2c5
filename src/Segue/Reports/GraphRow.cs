using Segue.Revisions;

namespace Segue.Reports;

/// <summary>A row of a graph: a revision, or only lines on their way.</summary>
/// <param name="Revision">Null: lines that meet or part.</param>
/// <param name="Column">Of the revision, from 0 at the left; without one it says nothing.</param>
public sealed record GraphRow(RevisionHeader? Revision, int Column);
