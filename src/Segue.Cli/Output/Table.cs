using System.Text;

namespace Segue.Cli.Output;

/// <summary>Rows under headings.</summary>
/// <param name="headings">One for each column.</param>
sealed class Table(params string[] headings)
{
    readonly List<string[]> _rows = [];

    public IReadOnlyList<string> Headings => headings;

    public IReadOnlyList<IReadOnlyList<string>> Rows => _rows;

    /// <summary>Adds a row; missing cells are empty.</summary>
    public void Add(params ReadOnlySpan<string?> cells)
    {
        var row = new string[headings.Length];
        for (var i = 0; i < row.Length; i++)
            row[i] = i < cells.Length ? cells[i] ?? "" : "";
        _rows.Add(row);
    }

    /// <summary>Aligned columns two blanks apart, nothing cut, no blanks at the end of a line.</summary>
    public void WritePlain(TextWriter writer)
    {
        var widths = headings.Select((heading, i) => _rows.Select(row => row[i].Length).Append(heading.Length).Max()).ToArray();
        // Line by line: the console's writer takes a lock for each thing that is written.
        var line = new StringBuilder();
        foreach (var row in _rows.Prepend(headings))
        {
            line.Clear();
            // Blanks are written when something follows them.
            var blanks = 0;
            foreach (var (i, cell) in row.Index())
            {
                var text = OneLine(cell).AsSpan();
                if (text.TrimEnd() is { Length: > 0 } shown)
                {
                    line.Append(' ', blanks).Append(shown);
                    blanks = text.Length - shown.Length;
                }
                else
                {
                    blanks += text.Length;
                }
                blanks += Math.Max(widths[i] - text.Length, 0) + 2;
            }
            writer.WriteLine(line);
        }
    }

    static string OneLine(string cell) => cell.ReplaceLineEndings(" ");
}
