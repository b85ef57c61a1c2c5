namespace Segue.Formats;

/// <summary>Lines that begin with two dashes, as tools look for them that do not read SQL: inside bodies and literals too.</summary>
static class CommentLines
{
    /// <summary>What stands after the dashes, with the place of the line and of the one after it.</summary>
    public static IEnumerable<(string Words, int Start, int Next)> Of(string text)
    {
        for (var start = text is ['\uFEFF', ..] ? 1 : 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            if (text.AsSpan(start).StartsWith("--", StringComparison.Ordinal))
                yield return (text[(start + 2)..next].Trim(), start, next);
            start = next;
        }
    }
}
