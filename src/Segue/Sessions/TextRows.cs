namespace Segue.Sessions;

/// <summary>Rows as the server prints them.</summary>
/// <param name="Columns">Their names.</param>
/// <param name="Values">A list a row, null for NULL.</param>
/// <param name="AreCut">There were more rows than were asked for.</param>
public sealed record TextRows(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Values, bool AreCut);
