using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>Changes what a header says and nothing else of the file: the values of its lines stand where they stood, every other character stays.</summary>
static class HeaderEdit
{
    /// <summary>The text with another id, other parents and other dependencies.</summary>
    /// <param name="text">The whole file, byte order mark included.</param>
    /// <param name="said">Its header.</param>
    /// <param name="wanted">What it is to say.</param>
    public static string Apply(string text, RevisionHeader said, RevisionHeader wanted)
    {
        // From the last line to the first: a line that comes in moves those after it.
        var edits = new List<(SourceLocation At, string Value, bool IsNew)>();
        Add(said.IdLocation, [said.Id], [wanted.Id]);
        Add(said.RevisesLocation, said.Revises, wanted.Revises);
        Add(said.DependsOnLocation, said.DependsOn, wanted.DependsOn);
        foreach (var (at, value, isNew) in edits.OrderByDescending(edit => edit.IsNew).ThenByDescending(edit => edit.At.Line))
            text = isNew ? Insert(text, at, value) : Replace(text, at, value);
        return text;

        void Add(SourceLocation at, IReadOnlyList<string> before, IReadOnlyList<string> after)
        {
            if (!before.SequenceEqual(after, StringComparer.Ordinal))
                edits.Add((at, string.Join(", ", after), before.Count == 0 && at == said.IdLocation));
        }
    }

    /// <summary>A line of a text, without its end.</summary>
    public static string LineAt(string text, int line)
    {
        var (start, end) = Bounds(text, line);
        return text[start..end].TrimStart('\uFEFF');
    }

    static string Replace(string text, SourceLocation at, string value)
    {
        var (start, end) = Bounds(text, at.Line);
        start += Mark(text, start) + at.Column - 1;
        var length = text.AsSpan(start, end - start).TrimEnd().Length;
        return string.Concat(text.AsSpan(0, start), value, text.AsSpan(start + length));
    }

    // A base has no line that says what it stands on: one comes behind its id, written as that line is.
    static string Insert(string text, SourceLocation id, string parents)
    {
        var (start, end) = Bounds(text, id.Line);
        var key = text.AsSpan(start + Mark(text, start), id.Column - 1).ToString().Replace("revision", "revises", StringComparison.OrdinalIgnoreCase);
        var lineEnd = text.AsSpan(end).IndexOf('\n') is >= 0 and var length ? text.Substring(end, length + 1) : "\n";
        var next = Math.Min(end + lineEnd.Length, text.Length);
        return string.Concat(text.AsSpan(0, next), next == end ? lineEnd : "", key + parents, next == end ? "" : lineEnd) + text[next..];
    }

    static int Mark(string text, int start) => start == 0 && text is ['\uFEFF', ..] ? 1 : 0;

    static (int Start, int End) Bounds(string text, int line)
    {
        var start = 0;
        for (var number = 1; number < line; number++)
            start = text.IndexOf('\n', start) + 1;
        var length = text.AsSpan(start).IndexOf('\n');
        var end = length < 0 ? text.Length : start + length;
        return (start, end > start && text[end - 1] == '\r' ? end - 1 : end);
    }
}
