using Segue.Grammar;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>The name of a relation out of the parse tree.</summary>
static class RelationName
{
    /// <summary>Of a <c>RangeVar</c>; null if there is none.</summary>
    public static QualifiedName? Of(Node range) => range.Text("relname") is { Length: > 0 } name
        ? new(range.Text("schemaname") is { Length: > 0 } schema ? new Identifier(schema) : null, new Identifier(name))
        : null;

    /// <summary>Of the parts of a dotted name; a leading database name is dropped.</summary>
    public static QualifiedName? Of(IReadOnlyList<string> parts) => parts switch
    {
        [.., var schema, var name] when name.Length > 0 => new(new Identifier(schema), new Identifier(name)),
        [var name] when name.Length > 0 => new(null, new Identifier(name)),
        _ => null,
    };
}
