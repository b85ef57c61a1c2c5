namespace Segue.Grammar;

/// <summary>
/// PostgreSQL counts trees in bytes of UTF-8 and errors in characters (code points); .NET counts UTF-16 code units. In a text of ASCII all
/// three are the same.
/// </summary>
sealed class Positions(string text, int bytes)
{
    /// <summary>A mark every so many code units, so that no question walks the whole text.</summary>
    const int Stride = 1024;

    int[]? _marks;

    public string Text => text;

    public int OfByte(int offset)
    {
        if (bytes == text.Length)
            return Math.Min(offset, text.Length);
        _marks ??= Mark();
        var mark = Array.BinarySearch(_marks, offset);
        mark = mark >= 0 ? mark : ~mark - 1;
        var at = _marks[mark];
        var index = Aligned(mark * Stride);
        while (index < text.Length && at < offset)
            (index, at) = Next(index, at);
        return index;
    }

    /// <param name="character">0-based.</param>
    public int OfCharacter(int character)
    {
        if (bytes == text.Length)
            return Math.Min(character, text.Length);
        var index = 0;
        for (; character > 0 && index < text.Length; character--)
            index += char.IsHighSurrogate(text[index]) ? 2 : 1;
        return Math.Min(index, text.Length);
    }

    /// <summary>Byte offsets of the code units 0, 1024, 2048 and so on; of the one after it where that is the second half of a pair.</summary>
    int[] Mark()
    {
        var marks = new int[text.Length / Stride + 1];
        var (index, at, mark) = (0, 0, 0);
        while (index < text.Length)
        {
            if (index == Aligned(mark * Stride))
                marks[mark++] = at;
            (index, at) = Next(index, at);
        }
        for (; mark < marks.Length; mark++)
            marks[mark] = at;
        return marks;
    }

    int Aligned(int index) => index < text.Length && index > 0 && char.IsLowSurrogate(text[index]) ? index + 1 : index;

    (int Index, int At) Next(int index, int at) => text[index] switch
    {
        < '\x80' => (index + 1, at + 1),
        < '\u0800' => (index + 1, at + 2),
        var unit when char.IsHighSurrogate(unit) => (index + 2, at + 4),
        _ => (index + 1, at + 3),
    };
}
