using Segue.Sql;

namespace Segue.Revisions;

/// <summary>The lines that make up a header, without their dashes, or slashes in C#.</summary>
static class HeaderLines
{
    /// <summary>One line.</summary>
    /// <param name="Number">1-based.</param>
    /// <param name="Start">Of what follows the dashes.</param>
    /// <param name="Length">Without the line end.</param>
    /// <param name="Column">Of what follows the dashes, 1-based.</param>
    public readonly record struct Line(int Number, int Start, int Length, int Column)
    {
        public ReadOnlySpan<char> Content(string text) => text.AsSpan(Start, Length);
    }

    /// <summary>
    /// Blank lines may stand before and between the keys; after the docstring has begun the first one ends the header, as a directive does.
    /// </summary>
    public static List<Line> Of(string text, string file) => Of(text, file, out _);

    /// <summary>The same.</summary>
    /// <param name="text">The beginning of a file.</param>
    /// <param name="file">Its name tells how a comment begins.</param>
    /// <param name="isClosed">Something that is no part of the header follows: more text would not change it.</param>
    public static List<Line> Of(string text, string file, out bool isClosed)
    {
        var mark = RevisionHeader.IsCodeFile(file) ? "//" : "--";
        var lines = new List<Line>();
        var start = text is ['\uFEFF', ..] ? 1 : 0;
        var inDocstring = false;
        var keysEnded = false;
        isClosed = true;
        for (var number = 1; ; number++)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            if (length < 0)
            {
                length = text.Length - start;
                isClosed = false;
            }
            var line = text.AsSpan(start, length);
            var content = line.TrimStart();
            if (content.IsEmpty)
            {
                if (inDocstring)
                    return lines;
                if (lines.Count > 0 && !keysEnded)
                {
                    keysEnded = true;
                    lines.Add(new(number, start, 0, 1));
                }
            }
            else if (!content.StartsWith(mark, StringComparison.Ordinal) || Directive.Read(content, start) is not null)
            {
                isClosed = true;
                return lines;
            }
            else
            {
                var offset = line.Length - content.Length + 2;
                // A line of dashes is how people draw an empty one.
                var after = content.Trim().Trim(mark[0]).IsEmpty ? [] : content[2..].TrimEnd();
                keysEnded |= after.IsEmpty && lines.Count > 0;
                inDocstring |= keysEnded && !after.IsEmpty;
                lines.Add(new(number, start + offset, after.Length, offset + 1));
            }
            if (!isClosed)
                return lines;
            start += length + 1;
        }
    }
}
