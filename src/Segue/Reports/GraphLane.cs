using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// A line that leads down to one revision: from where it is opened, across to its column, down, and across to where it ends. It ends at the
/// revision, or in another lane that leads to the same revision by the same kind of edge.
/// </summary>
/// <param name="Source">The revision that opened it.</param>
/// <param name="Target">The revision it leads to.</param>
/// <param name="IsDependency">A <c>depends-on</c>; else a <c>revises</c>.</param>
/// <param name="Column">Where it goes down, from 0 at the left.</param>
/// <param name="FromRow">The row in which it is opened.</param>
/// <param name="FromColumn">Where it comes from in that row: the column of the source.</param>
/// <param name="ToRow">The row in which it ends, below <paramref name="FromRow"/>.</param>
/// <param name="ToColumn">Where it ends in that row.</param>
public sealed record GraphLane(
    RevisionHeader Source, RevisionHeader Target, bool IsDependency, int Column, int FromRow, int FromColumn, int ToRow, int ToColumn);
