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
            var columns = Cells(reader).Select(cell => new Identifier(cell)).ToList();
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

    static IEnumerable<string> Cells(StreamReader reader)
    {
        var cell = new StringBuilder();
        var quoted = false;
        for (var next = reader.Read(); next >= 0; next = reader.Read())
        {
            var character = (char)next;
            if (quoted)
            {
                if (character != '"')
                    cell.Append(character);
                else if (reader.Peek() == '"')
                    cell.Append((char)reader.Read());
                else
                    quoted = false;
            }
            else if (character == '"')
                quoted = true;
            else if (character == ',')
            {
                yield return cell.ToString();
                cell.Clear();
            }
            else if (character is '\n')
                break;
            else if (character is not '\r')
                cell.Append(character);
        }
        yield return cell.ToString();
    }
}
