namespace Segue.Grammar;

/// <summary>A token. Between two of them there is white space alone.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">0-based, in UTF-16 code units.</param>
/// <param name="Length">In UTF-16 code units.</param>
public readonly record struct GrammarToken(GrammarTokenKind Kind, int Start, int Length);
