using System.Globalization;
using System.Text;

namespace Segue.Reports;

/// <summary>How many columns of a terminal a text takes.</summary>
static class TextWidth
{
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>On one line, and without anything that would move the cursor.</summary>
    public static string Clean(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)) : text;

    /// <summary>Cut to so many columns, with a sign that it was.</summary>
    public static string Fit(string text, int columns, string cut)
    {
        text = Clean(text);
        if (Of(text) <= columns)
            return text;
        var room = columns - Of(cut);
        if (room < 0)
            return "";
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((room -= Of(rune)) < 0)
                break;
            kept.Append(rune);
        }
        return kept.Append(cut).ToString();
    }

    static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    // Unicode Standard Annex 11, East Asian Width W and F, by block.
    static bool IsWide(int value) => value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3
        or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6
        or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD;
}
