namespace Segue.Sql;

/// <summary>A stretch of a script. The pieces of a script, joined, are the script.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">0-based, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units.</param>
public readonly record struct Piece(PieceKind Kind, int Start, int Length)
{
    /// <summary>
    /// Of a statement: without the semicolon and what stands before it. Of COPY data: without the closing line. Else all.
    /// </summary>
    public int ContentLength { get; init; } = Length;

    /// <summary>Where a quote, a comment or COPY data starts that the end of the text cut off; null: nothing is cut off.</summary>
    public int? Unterminated { get; init; }

    /// <summary>A <c>COPY ... FROM STDIN</c>, which needs rows after it.</summary>
    public bool ReadsRows { get; init; }

    /// <summary>The first character after it.</summary>
    public int End => Start + Length;

    /// <summary>The piece of the text it was cut from.</summary>
    public ReadOnlySpan<char> In(string text) => text.AsSpan(Start, Length);

    /// <summary>The content of the piece in the text it was cut from.</summary>
    public ReadOnlySpan<char> ContentIn(string text) => text.AsSpan(Start, ContentLength);
}
