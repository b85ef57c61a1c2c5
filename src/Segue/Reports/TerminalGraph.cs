using System.Text;
using Segue.Revisions;

namespace Segue.Reports;

/// <summary>
/// A graph in lines of text. A full dot is a revision, an empty one a revision that is not applied, dotted lines are <c>depends-on</c>; where
/// lines cross, the one that goes down is drawn through.
/// </summary>
public sealed class TerminalGraph
{
    // Beside more columns than this each title begins where its own row ends, as the widest place would push all others to the right.
    const int MostAlignedColumns = 16;

    // The text beside a wide graph is what can still be read.
    const int LeastText = 40;

    static readonly string[] Palette = ["\e[36m", "\e[32m", "\e[35m", "\e[33m", "\e[34m", "\e[31m", "\e[96m", "\e[92m", "\e[95m", "\e[93m", "\e[94m", "\e[91m"];

    /// <summary>Whether box drawing and dots may be used. Default: yes; else ASCII.</summary>
    public bool Unicode { get; init; } = true;

    /// <summary>Whether to write ANSI colours. Default: no.</summary>
    public bool Colours { get; init; }

    /// <summary>The columns of the terminal; what does not fit is cut. Default: null, as long as it is.</summary>
    public int? Width { get; init; }

    /// <summary>Writes the graph.</summary>
    public void Write(GraphLayout layout, GraphMarks marks, TextWriter writer)
    {
        var characters = Unicode ? LineCharacters.Unicode : LineCharacters.Ascii;
        var cells = new GraphCells(layout);
        var aligned = layout.Columns <= MostAlignedColumns ? layout.Columns * 2 : 0;
        var widest = Width is { } width ? Math.Max(width - LeastText, width / 2) : int.MaxValue;
        var line = new StringBuilder();
        foreach (var (at, row) in layout.Rows.Index())
        {
            line.Clear();
            var used = Lines(line, cells.Row(at), row, marks, characters, widest);
            if (row.Revision is { } revision)
            {
                var gap = Math.Max(Math.Min(aligned, widest) - used, 0) + 1;
                line.Append(' ', gap);
                Text(line, revision, marks, characters, Width - used - gap);
            }
            writer.WriteLine(line.ToString().TrimEnd());
        }
    }

    int Lines(StringBuilder line, ReadOnlySpan<GraphCell> cells, GraphRow row, GraphMarks marks, LineCharacters characters, int widest)
    {
        var length = row.Revision is null ? cells.Length : Math.Max(cells.Length, row.Column * 2 + 1);
        var shown = length <= widest ? length : Math.Max(widest - characters.Cut.Length, 0);
        var colour = "";
        for (var at = 0; at < shown; at++)
        {
            var cell = at < cells.Length ? cells[at] : default;
            if (row.Revision is { } revision && at == row.Column * 2)
                Paint(revision.IsRepeatable ? characters.Repeatable : marks.IsApplied(revision) is false ? characters.Pending : characters.Revision, row.Column);
            else if (cell.Sides == 0)
                line.Append(' ');
            else
                Paint(cell.Character(characters).ToString(), cell.Column);
        }
        if (colour.Length > 0)
            line.Append("\e[0m");
        if (shown == length)
            return length;
        line.Append(characters.Cut);
        return shown + characters.Cut.Length;

        void Paint(string text, int column)
        {
            if (Colours && Palette[column % Palette.Length] is var wanted && wanted != colour)
                line.Append(colour = wanted);
            line.Append(text);
        }
    }

    void Text(StringBuilder line, RevisionHeader revision, GraphMarks marks, LineCharacters characters, int? room)
    {
        var words = string.Join(", ", marks.Words(revision));
        List<(string Text, string Colour)> parts = [(revision.Id, marks.IsApplied(revision) is false ? "\e[2m" : "\e[1m")];
        if (words.Length > 0)
            parts.Add(($" ({words})", "\e[1;32m"));
        if (revision.Labels.Count > 0)
            parts.Add(($" [{string.Join(", ", revision.Labels)}]", "\e[33m"));
        if (revision.Title.Length > 0)
            parts.Add(("  " + revision.Title, ""));
        foreach (var (text, colour) in parts)
        {
            var fitting = room is { } left ? TextWidth.Fit(text, left, characters.Cut) : TextWidth.Clean(text);
            room -= TextWidth.Of(fitting);
            line.Append(Colours ? colour : "").Append(fitting).Append(Colours && colour.Length > 0 ? "\e[0m" : "");
        }
    }
}
