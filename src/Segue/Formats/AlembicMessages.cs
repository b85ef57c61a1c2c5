using System.Text.RegularExpressions;

namespace Segue.Formats;

/// <summary>What Alembic says on standard error.</summary>
static partial class AlembicMessages
{
    const string Implementation = "Context impl ";

    /// <summary>The last lines that tell of an error, joined, without what stands before <c>@</c> in addresses of databases.</summary>
    public static string LastOf(string error, int most)
    {
        var lines = error.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("INFO", StringComparison.Ordinal) && line.AsSpan().ContainsAnyExcept('^', '~', ' ')).ToList();
        // A stack trace ends with the exception; what stands above it are places in other people's code.
        var last = lines.FindLastIndex(line => line.StartsWith("File \"", StringComparison.Ordinal));
        var told = last >= 0 && last + 2 < lines.Count ? lines[(last + 2)..] : lines;
        return Address().Replace(string.Join("; ", told.TakeLast(most)), "://***@");
    }

    /// <summary>The name of the dialect; null: nothing was logged.</summary>
    public static string? DialectIn(string error)
    {
        var at = error.IndexOf(Implementation, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = error[(at + Implementation.Length)..];
        var end = rest.IndexOf("Impl", StringComparison.Ordinal);
        return end < 0 ? null : rest[..end];
    }

    [GeneratedRegex(@"://\S*@", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
