namespace Segue.Sql;

/// <summary>A whole line comment <c>-- segue: word argument</c> between statements.</summary>
/// <param name="Word">Lower case.</param>
/// <param name="Argument">The rest of the line without blanks around it; empty if there is none.</param>
/// <param name="Start">Where the comment starts, 0-based, in UTF-16 units.</param>
public readonly record struct Directive(string Word, string Argument, int Start)
{
    /// <summary>Reads a line comment; null: it is no directive.</summary>
    /// <param name="comment">With its two dashes.</param>
    /// <param name="start">Where it starts.</param>
    public static Directive? Read(ReadOnlySpan<char> comment, int start)
    {
        const string Mark = "segue:";
        var rest = comment.TrimStart('-').Trim();
        if (!rest.StartsWith(Mark, StringComparison.OrdinalIgnoreCase))
            return null;
        rest = rest[Mark.Length..].TrimStart();
        var end = rest.IndexOfAny(' ', '\t');
        var word = end < 0 ? rest : rest[..end];
        return new(word.ToString().ToLowerInvariant(), end < 0 ? "" : rest[end..].Trim().ToString(), start);
    }

    /// <summary>All directives in a gap between two statements.</summary>
    /// <param name="text">The script.</param>
    /// <param name="gap">A piece of it.</param>
    public static IEnumerable<Directive> In(string text, Piece gap) => MayHoldComments(text, gap) ? Directives(text, gap, misplaced: false) : [];

    /// <summary>Comments that look like directives and do not count: not alone on their line, or inside a statement.</summary>
    /// <param name="text">The script.</param>
    /// <param name="piece">A gap or a statement of it.</param>
    public static IEnumerable<Directive> MisplacedIn(string text, Piece piece) =>
        MayHoldComments(text, piece) ? Directives(text, piece, misplaced: true) : [];

    // Most pieces hold no comment: looking for the dashes is much faster than reading tokens.
    static bool MayHoldComments(string text, Piece piece) => piece.In(text).Contains("--", StringComparison.Ordinal);

    static List<Directive> Directives(string text, Piece piece, bool misplaced)
    {
        var directives = new List<Directive>();
        var lexer = new Lexer(text.AsSpan(0, piece.End)) { Position = piece.Start };
        while (lexer.Read())
        {
            var token = lexer.Current;
            if (token.Kind == TokenKind.LineComment && Read(text.AsSpan(token.Start, token.Length), token.Start) is { } directive
                && (misplaced ? piece.Kind == PieceKind.Statement || !StartsItsLine(text, token.Start) : StartsItsLine(text, token.Start)))
            {
                directives.Add(directive);
            }
        }
        return directives;
    }

    static bool StartsItsLine(string text, int start)
    {
        var before = text.AsSpan(0, start);
        return before[(before.LastIndexOfAny('\n', '\r') + 1)..].Trim(" \t\uFEFF").IsEmpty;
    }
}
