namespace Segue.Embedded;

/// <summary>The end of a server's log, for an error message.</summary>
static class LogEnd
{
    const int Lines = 10;

    /// <summary>The last lines; a word that says so where there are none.</summary>
    public static string Of(string log)
    {
        try
        {
            var lines = File.ReadLines(log).TakeLast(Lines).ToArray();
            return lines.Length == 0 ? "(its log is empty)" : string.Join('\n', lines);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "(it wrote no log)";
        }
    }
}
