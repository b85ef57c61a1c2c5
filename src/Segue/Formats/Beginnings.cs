using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Looks into files whose names do not tell whose they are.</summary>
static class Beginnings
{
    const int Length = 16 * 1024;

    // Every file of a folder is of one tool: the first ones tell, and a folder of ten thousand is not read through.
    const int MostFiles = 20;

    /// <summary>The first characters of the first SQL files directly in a folder, in the order of their names.</summary>
    public static IReadOnlyList<string> Of(string folder, string pattern = "*.sql") =>
        [.. Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal).Take(MostFiles).Select(Read).OfType<string>()];

    static string? Read(string path)
    {
        try
        {
            using var handle = File.OpenHandle(path);
            var bytes = new byte[Length];
            return RevisionText.DecodeBeginning(bytes.AsSpan(0, RandomAccess.Read(handle, bytes, 0)));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
