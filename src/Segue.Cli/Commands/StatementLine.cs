namespace Segue.Cli.Commands;

/// <summary>A statement in a document.</summary>
sealed record StatementLine(string Section, int Line, int Column, string Text)
{
    const int Longest = 100;

    /// <summary>The beginning, in one line.</summary>
    public string Summary
    {
        get
        {
            var words = string.Join(' ', Text[..Math.Min(Text.Length, 4 * Longest)].Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
            return words.Length <= Longest ? words : words[..(Longest - 1)] + "…";
        }
    }
}
