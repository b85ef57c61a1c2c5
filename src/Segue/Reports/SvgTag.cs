namespace Segue.Reports;

/// <summary>A word in a frame beside a revision: a mark, or a label.</summary>
sealed record SvgTag(string Text, bool IsLabel, double Left, double Width);
