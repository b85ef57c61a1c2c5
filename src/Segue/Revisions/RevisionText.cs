using System.Text;
using System.Text.Unicode;

namespace Segue.Revisions;

/// <summary>Revision files as text: UTF-8, and nothing is replaced or guessed.</summary>
static class RevisionText
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The whole file with its byte order mark; null if it cannot be read or is not UTF-8, and then a problem says so.</summary>
    public static async Task<string?> ReadAsync(
        string path, string file, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        try
        {
            return Decode(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false), file, problems);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Add(Unreadable(file, unreadable));
            return null;
        }
    }

    public static Problem Unreadable(string file, Exception why) => new("file-unreadable", $"the file cannot be read: {why.Message}")
    {
        Location = new(file, 1, 1),
    };

    public static string? Decode(ReadOnlySpan<byte> bytes, string file, ICollection<Problem> problems)
    {
        if (Utf8.IsValid(bytes))
            return Encoding.UTF8.GetString(bytes);
        var valid = ValidLength(bytes);
        var before = Encoding.UTF8.GetString(bytes[..valid]);
        var line = before.AsSpan().Count('\n') + 1;
        var isUtf16 = bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        problems.Add(new("not-utf8", isUtf16 ? "the file is UTF-16" : $"byte 0x{bytes[valid]:X2} is not UTF-8")
        {
            Location = new(file, line, before.Length - before.LastIndexOf('\n')),
            Remedy = "save the file as UTF-8",
        });
        return null;
    }

    /// <summary>The first part of a file; what it cuts in two at the end is left out.</summary>
    public static string DecodeBeginning(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes[..ValidLength(bytes)]);

    static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Strict.GetCharCount(bytes);
            return bytes.Length;
        }
        catch (DecoderFallbackException invalid)
        {
            return invalid.Index;
        }
    }
}
