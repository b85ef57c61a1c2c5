using System.Text;

namespace Segue.Sql;

/// <summary>A record of a CSV file (RFC 4180).</summary>
static class CsvRecord
{
    /// <summary>The cells of the next record.</summary>
    public static IEnumerable<string> Read(TextReader reader)
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
