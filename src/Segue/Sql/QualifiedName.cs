namespace Segue.Sql;

/// <summary>A name with its schema, or without one (then <c>search_path</c> decides).</summary>
public readonly record struct QualifiedName(Identifier? Schema, Identifier Name)
{
    /// <summary>As it must stand in SQL.</summary>
    public override string ToString() => Schema is { } schema ? $"{schema}.{Name}" : Name.ToString();
}
