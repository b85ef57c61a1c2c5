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
}
