namespace Segue.Sql;

/// <summary>A text with its file name, that can tell the line and column of each character.</summary>
public sealed class SourceText
{
    readonly List<int> _lineStarts = [0];
    readonly SourceLocation _start;

    /// <summary>A whole file. Finds the line ends once; each question after that is a binary search.</summary>
    public SourceText(string text, string file)
        : this(text, new SourceLocation(file, 1, 1))
    {
    }

    /// <summary>A text that stands inside a file of another language.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where its first character stands.</param>
    /// <param name="indent">By how many characters every line after the first is set in there.</param>
    public SourceText(string text, SourceLocation start, int indent = 0)
    {
        Text = text;
        _start = start;
        Indent = indent;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            _lineStarts.Add(at + 1);
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The path as the user knows it.</summary>
    public string File => _start.File;

    /// <summary>By how many characters every line after the first is set in, where the text stands in a file of another language.</summary>
    public int Indent { get; }

    /// <summary>The place of a character.</summary>
    /// <param name="offset">0-based, in UTF-16 units.</param>
    public SourceLocation LocationOf(int offset)
    {
        var found = _lineStarts.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        // Editors do not show a byte order mark, and do not count it.
        var hidden = line == 0 && Text is ['\uFEFF', ..] ? 1 : 0;
        return new(File, _start.Line + line, Math.Max(1, offset - _lineStarts[line] + (line == 0 ? _start.Column : Indent + 1) - hidden));
    }
}
