namespace Segue.Sql;

/// <summary>A text with its file name, that can tell the line and column of each character.</summary>
public sealed class SourceText
{
    readonly List<int> _lineStarts = [0];

    /// <summary>Finds the line ends once; each question after that is a binary search.</summary>
    public SourceText(string text, string file)
    {
        Text = text;
        File = file;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            _lineStarts.Add(at + 1);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The path as the user knows it.</summary>
    public string File { get; }

    /// <summary>The place of a character.</summary>
    /// <param name="offset">0-based, in UTF-16 units.</param>
    public SourceLocation LocationOf(int offset)
    {
        var found = _lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        // Editors do not show a byte order mark, and do not count it.
        var hidden = line == 0 && Text is ['\uFEFF', ..] ? 1 : 0;
        return new(File, line + 1, Math.Max(1, offset - _lineStarts[line] + 1 - hidden));
    }
}
