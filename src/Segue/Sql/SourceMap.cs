using System.Collections.Immutable;

namespace Segue.Sql;

/// <summary>Leads from a text in which stretches were replaced back to the text as it was written.</summary>
/// <param name="written">The text before.</param>
/// <param name="replacements">In order, not overlapping.</param>
public sealed class SourceMap(string written, ImmutableArray<SourceMap.Replacement> replacements)
{
    /// <summary>One stretch that was replaced.</summary>
    /// <param name="Start">In the written text, 0-based, in UTF-16 units.</param>
    /// <param name="Length">In the written text.</param>
    /// <param name="NewLength">In the text after.</param>
    public readonly record struct Replacement(int Start, int Length, int NewLength);

    /// <summary>The text before.</summary>
    public string Written => written;

    /// <summary>The place in the written text; inside a replacement it is the start of what was replaced.</summary>
    /// <param name="offset">In the text after, 0-based, in UTF-16 units.</param>
    public int Back(int offset)
    {
        var shift = 0;
        foreach (var replacement in replacements)
        {
            var start = replacement.Start + shift;
            if (offset < start)
                break;
            if (offset < start + replacement.NewLength)
                return replacement.Start;
            shift += replacement.NewLength - replacement.Length;
        }
        return offset - shift;
    }

    /// <summary>The map of a stretch of the text after; null where one of its ends lies inside a replacement: there is no way back then.</summary>
    /// <param name="start">In the text after, 0-based, in UTF-16 units.</param>
    /// <param name="length">In UTF-16 units.</param>
    public SourceMap? Cut(int start, int length)
    {
        var inside = ImmutableArray.CreateBuilder<Replacement>();
        var from = Back(start);
        var shift = 0;
        foreach (var replacement in replacements)
        {
            var at = replacement.Start + shift;
            var end = at + replacement.NewLength;
            shift += replacement.NewLength - replacement.Length;
            if (end <= start && at < start)
                continue;
            if (at >= start + length)
                break;
            if (at < start || end > start + length)
                return null;
            inside.Add(replacement with { Start = replacement.Start - from });
        }
        var written = length - inside.Sum(replacement => replacement.NewLength - replacement.Length);
        return new(Written.Substring(from, written), inside.DrainToImmutable());
    }
}
