using Segue.Revisions;
using Segue.Sql;

namespace Segue.Authoring;

/// <summary>The comments between the statements of another tool's files.</summary>
/// <param name="root">File names are relative to it.</param>
sealed class ForeignComments(string root)
{
    readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    /// <summary>Those that stand behind a statement (null: at the beginning of the file) and before another of the same file, without what only the tool understands.</summary>
    public IReadOnlyList<string> Between(Statement? before, Statement statement, RevisionFormat? format) =>
        // A statement that its file does not hold word for word was made by the tool.
        TextOf(statement.Location.File) is { } text && PlaceOf(statement, text) is { } end
            ? Comments(text, before?.Location.File == statement.Location.File ? EndOf(before, text) ?? 0 : 0, end, format).Comments
            : [];

    /// <summary>Those behind the last statement of a file; none where something else follows, which they then stand before.</summary>
    public IReadOnlyList<string> After(Statement? last, RevisionFormat? format) =>
        last is not null && TextOf(last.Location.File) is { } text && EndOf(last, text) is { } start && Comments(text, start, text.Length, format) is { AreAll: true, Comments: var comments }
            ? comments
            : [];

    static (IReadOnlyList<string> Comments, bool AreAll) Comments(string text, int start, int end, RevisionFormat? format)
    {
        var comments = new List<string>();
        var areAll = true;
        var lexer = new Lexer(text.AsSpan(0, Math.Max(start, end))) { Position = start };
        while (lexer.Read())
        {
            var token = lexer.Current;
            if (token.Kind is TokenKind.LineComment or TokenKind.BlockComment)
            {
                var comment = text.Substring(token.Start, token.Length).ReplaceLineEndings("\n").TrimEnd();
                if (format?.IsAnnotation(comment) is not true)
                    comments.Add(AsRemark(comment));
            }
            else if (token.Kind is not (TokenKind.Blank or TokenKind.Symbol))
            {
                // What stands further up belongs to another statement, or is the tool's own.
                comments.Clear();
                areAll = false;
            }
        }
        return (comments, areAll);
    }

    /// <summary>What would be a directive here was none there.</summary>
    static string AsRemark(string comment) =>
        comment.TrimStart('-', ' ').StartsWith("segue:", StringComparison.OrdinalIgnoreCase) ? "-- was: " + comment.TrimStart('-', ' ') : comment;

    static int? EndOf(Statement? statement, string text) => statement is not null && PlaceOf(statement, text) is { } place ? place + Written(statement).Length : null;

    static string Written(Statement statement) => statement.Map?.Written ?? statement.Text;

    static int? PlaceOf(Statement statement, string text)
    {
        var at = 0;
        for (var line = 1; line < statement.Location.Line; line++)
        {
            at = text.IndexOf('\n', at) + 1;
            if (at == 0)
                return null;
        }
        at += statement.Location.Column - 1 + (statement.Location.Line == 1 && text is ['\uFEFF', ..] ? 1 : 0);
        return at <= text.Length && text.AsSpan(at).StartsWith(Written(statement), StringComparison.Ordinal) ? at : null;
    }

    string? TextOf(string file)
    {
        if (!_texts.TryGetValue(file, out var text))
        {
            var path = Path.GetFullPath(file, root);
            _texts[file] = text = File.Exists(path) ? File.ReadAllText(path) : null;
        }
        return text;
    }
}
