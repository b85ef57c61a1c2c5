using Segue.Sql;

namespace Segue.Revisions;

/// <summary>The table in which another tool notes what it has applied.</summary>
/// <param name="Name">What the tool calls it unless it is told otherwise: <c>schema_migrations</c>.</param>
/// <param name="Rows">
/// The query for what is noted in a table of any name. Its columns: the version as <see cref="RevisionHeader.ForeignVersion"/> has it (text); whether all that it stands
/// on counts as applied with it (boolean); whether it was carried out whole (boolean).
/// </param>
public sealed record HistoryTable(string Name, Func<QualifiedName, SqlText> Rows);
