namespace Segue;

/// <summary>Something the user can repair. Problems are collected and reported all at once, never thrown one by one.</summary>
/// <param name="Code">Stable, kebab-case, names what is wrong: <c>unknown-parent</c>.</param>
/// <param name="Message">One sentence: what is wrong, with the names that matter.</param>
public sealed record Problem(string Code, string Message)
{
    /// <summary>Where, if it has a place in a file.</summary>
    public SourceLocation? Location { get; init; }

    /// <summary>What to do about it, if that can be said: a "did you mean", a command.</summary>
    public string? Remedy { get; init; }

    /// <summary><c>file:line:column: message (remedy)</c></summary>
    public override string ToString() =>
        (Location is { } location ? location + ": " : "") + Message + (Remedy is null ? "" : $" ({Remedy})");
}
