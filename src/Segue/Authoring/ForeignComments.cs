using Segue.Revisions;
using Segue.Sql;

namespace Segue.Authoring;

/// <summary>The comments between the statements of another tool's files.</summary>
/// <param name="root">File names are relative to it.</param>
sealed class ForeignComments(string root)
{
    readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);

    /// <summary>Those that stand behind a statement (null: at the beginning of the file) and before another of the same file, without what only the tool understands.</summary>
    public IEnumerable<string> Between(Statement? before, Statement statement, RevisionFormat? format)
    {
        // A statement that its file does not hold word for word was made by the tool.
        if (TextOf(statement.Location.File) is not { } text || PlaceOf(statement, text) is not { } end)
            return [];
        var start = before is not null && before.Location.File == statement.Location.File && PlaceOf(before, text) is { } place ? place + Written(before).Length : 0;
        var comments = new List<string>();
        var lexer = new Lexer(text.AsSpan(0, Math.Max(start, end))) { Position = start };
        while (lexer.Read())
        {
            var token = lexer.Current;
            var comment = text.Substring(token.Start, token.Length).ReplaceLineEndings("\n").TrimEnd();
            if (token.Kind is not (TokenKind.LineComment or TokenKind.BlockComment))
            {
                // What stands further up belongs to another statement, or is the tool's own.
                if (token.Kind is not (TokenKind.Blank or TokenKind.Symbol))
                    comments.Clear();
            }
            else if (format?.IsAnnotation(comment) is not true && !comment.TrimStart('-', ' ').StartsWith("segue:", StringComparison.OrdinalIgnoreCase))
            {
                comments.Add(comment);
            }
        }
        return comments;
    }

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
