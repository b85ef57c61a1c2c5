namespace Segue;

/// <summary>A place in a text: 1-based line and column, the column counted in characters (UTF-16 units).</summary>
/// <param name="File">The path as the user knows it, relative to the project where possible.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in characters.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary><c>file:line:column</c>, the form editors and CI systems make clickable.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
