using System.Text;
using Segue.Sql;

namespace Segue.Transfer;

/// <summary>The first record of a CSV file (RFC 4180).</summary>
static class CsvHeader
{
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: there is no file, no header, or a column without a usable name.</exception>
    public static IReadOnlyList<Identifier> Read(string path)
    {
        if (!File.Exists(path))
            throw new SegueException(Failure.Usage, $"There is no file {path}.") { State = "nothing was done" };
        using var reader = new StreamReader(path, Encoding.UTF8);
        try
        {
            var columns = CsvRecord.Read(reader).Select(cell => new Identifier(cell)).ToList();
            return columns.Distinct().Count() == columns.Count ? columns : throw new ArgumentException("a column is named twice.");
        }
        catch (ArgumentException error)
        {
            throw new SegueException(Failure.Usage, $"The first line must name the columns: {error.Message}", error)
            {
                Location = new(path, 1, 1),
                State = "nothing was done",
            };
        }
    }
}
