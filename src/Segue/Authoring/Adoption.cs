using System.Collections.Immutable;
using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>What another tool has done to a database, by its own history.</summary>
/// <param name="Table">The history, as it was read.</param>
/// <param name="Applied">Revisions of the folder that it has applied.</param>
/// <param name="WithoutFile">Versions that it has applied and that the folder has not got.</param>
/// <param name="Gaps">Revisions that it has not applied though it has applied what stands on them.</param>
public sealed record Adoption(string Table, ImmutableArray<RevisionHeader> Applied, ImmutableArray<string> WithoutFile, ImmutableArray<RevisionHeader> Gaps);
