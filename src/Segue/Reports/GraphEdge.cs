namespace Segue.Reports;

/// <summary>From a revision to one that stands below it.</summary>
/// <param name="To">Its place.</param>
/// <param name="IsDependency">A <c>depends-on</c>; else a <c>revises</c>.</param>
readonly record struct GraphEdge(int To, bool IsDependency);
