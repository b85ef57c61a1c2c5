using Segue.Running;

namespace Segue.Cli.Commands;

/// <summary>Rows that a run section selected, each value as the server prints it.</summary>
sealed record RowsLine(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Values, bool AreCut)
{
    public static RowsLine Of(RunEvent.Rows rows) => new(rows.Columns, rows.Values, rows.AreCut);
}
