using System.Collections.Immutable;

namespace Segue.Grammar;

/// <summary>The tokens of a text, or why there are none: never both.</summary>
public sealed class ScanResult
{
    internal ScanResult(ImmutableArray<GrammarToken> tokens) => Tokens = tokens;

    internal ScanResult(GrammarError error) => Error = error;

    /// <summary>In the order of the text, comments included.</summary>
    public ImmutableArray<GrammarToken> Tokens { get; } = [];

    /// <summary>A literal or comment that does not end, an escape that is none. The text need not be a statement otherwise.</summary>
    public GrammarError? Error { get; }
}
