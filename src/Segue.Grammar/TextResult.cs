namespace Segue.Grammar;

/// <summary>A text made of a text, or why there is none: never both.</summary>
/// <param name="Text">The result.</param>
/// <param name="Error">Why there is none.</param>
public sealed record TextResult(string? Text, GrammarError? Error);
