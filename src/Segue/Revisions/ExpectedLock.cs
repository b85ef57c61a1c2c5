using Segue.Sql;

namespace Segue.Revisions;

/// <summary>The strongest lock a step is expected to take on a relation.</summary>
public readonly record struct ExpectedLock(QualifiedName Relation, LockMode Mode);
