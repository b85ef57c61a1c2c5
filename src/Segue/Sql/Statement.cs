namespace Segue.Sql;

/// <summary>One statement as its author wrote it, without the closing semicolon. It is sent to the server word for word.</summary>
/// <param name="Text">From its first token to its last; comments before it are not part of it.</param>
/// <param name="Location">Where the first token stands.</param>
public sealed record Statement(string Text, SourceLocation Location)
{
    /// <summary>The rows after <c>COPY ... FROM STDIN</c>, up to and without the closing <c>\.</c> line; null for any other statement.</summary>
    public string? CopyData { get; init; }

    /// <summary>By how many characters its lines after the first are set in, where it stands in a file of another language.</summary>
    public int Indent { get; init; }

    /// <summary>Where placeholders were filled in: the way back to the text as written; null: nothing was.</summary>
    public SourceMap? Map { get; init; }

    /// <summary>The place of a character of <see cref="Text"/> in the file.</summary>
    /// <param name="offset">0-based, in UTF-16 units, clamped to the text.</param>
    public SourceLocation LocationOf(int offset)
    {
        var written = Map?.Written ?? Text;
        var before = written.AsSpan(0, Math.Clamp(Map?.Back(offset) ?? offset, 0, written.Length));
        var lines = before.Count('\n');
        return lines == 0
            ? Location with { Column = Location.Column + before.Length }
            : new(Location.File, Location.Line + lines, before.Length - before.LastIndexOf('\n') + Indent);
    }
}
