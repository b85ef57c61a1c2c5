using Segue.Revisions;

namespace Segue.Tests.Revisions.Alembic;

/// <summary>A graph and what Alembic says of it.</summary>
sealed record VectorGraph(
    RevisionGraph Graph, string[] Heads, string[] Bases, string[] BranchPoints, string[] MergePoints, IReadOnlyList<VectorQuery> Queries);
