namespace Segue.Sql;

/// <summary>A name with its schema, or without one (then <c>search_path</c> decides).</summary>
public readonly record struct QualifiedName(Identifier? Schema, Identifier Name)
{
    /// <summary>A name as people type it: <c>users</c>, <c>ml.models</c>, <c>"Odd name"</c>.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: it is no name.</exception>
    public static QualifiedName Parse(string text)
    {
        var parts = new List<string>();
        var lexer = new Lexer(text);
        while (lexer.ReadSignificant())
        {
            var token = text.Substring(lexer.Current.Start, lexer.Current.Length);
            if (parts.Count % 2 == 1 ? token != "." : lexer.Current.Kind is not (TokenKind.Word or TokenKind.QuotedName))
                throw NoName(text);
            parts.Add(lexer.Current.Kind == TokenKind.QuotedName
                ? token[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
                : token.ToLowerInvariant());
        }
        return parts switch
        {
            [var name] => new(null, new(name)),
            [var schema, _, var name] => new(new Identifier(schema), new(name)),
            _ => throw NoName(text),
        };
    }

    /// <summary>As it must stand in SQL.</summary>
    public override string ToString() => Schema is { } schema ? $"{schema}.{Name}" : Name.ToString();

    static SegueException NoName(string text) => new(Failure.Usage, $"'{text}' is no name of a table: write users, ml.models or \"Odd name\".");
}
