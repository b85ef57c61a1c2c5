using System.Security.Cryptography;
using System.Text;

namespace Segue.Revisions;

/// <summary>
/// The bytes of an index: mark, digest of the listing, summary, entries, and a SHA-256 over all of it. Only the first three are read
/// when no file has changed.
/// </summary>
sealed class IndexFile
{
    // Ends in the number of the format.
    static readonly byte[] Mark = "SEGUEIX3"u8.ToArray();

    readonly byte[] _bytes;
    readonly int _entriesAt;

    IndexFile(byte[] bytes)
    {
        _bytes = bytes;
        using var reader = Reader(Mark.Length);
        Listing = reader.ReadBytes(SHA256.HashSizeInBytes);
        if (reader.ReadBoolean())
            Summary = new(reader.ReadInt32(), Strings(reader), reader.ReadString());
        _entriesAt = (int)reader.BaseStream.Position;
    }

    /// <summary>Of the files the summary was made of.</summary>
    public byte[] Listing { get; }

    public RevisionSummary? Summary { get; }

    /// <summary>Null if it is missing, damaged or of another version.</summary>
    public static async Task<IndexFile?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            var end = bytes.Length - SHA256.HashSizeInBytes;
            var isWhole = end > Mark.Length && bytes.AsSpan().StartsWith(Mark)
                && SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end));
            return isWhole ? new(bytes) : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file in one go; where it cannot be written the next run is slower and nothing else.</summary>
    public static async Task WriteAsync(
        string path,
        IReadOnlyList<(FoundFile Found, RevisionHeader Header)> entries,
        RevisionSummary? summary,
        CancellationToken cancellationToken)
    {
        var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(ListingOf([.. entries.Select(entry => entry.Found)]));
            writer.Write(summary is not null);
            if (summary is not null)
            {
                writer.Write(summary.Count);
                Write(writer, summary.Heads);
                writer.Write(summary.Digest);
            }
            writer.Write(entries.Count);
            foreach (var (found, header) in entries)
                Write(writer, found, header);
        }
        stream.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        var temporary = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var bytes = stream.GetBuffer().AsMemory(0, (int)stream.Length);
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
        }
    }

    /// <summary>SHA-256 over what the file system says of all files.</summary>
    public static byte[] ListingOf(IReadOnlyList<FoundFile> found)
    {
        using var digest = new DigestWriter();
        foreach (var file in found)
        {
            digest.Prefixed(file.File);
            digest.Number(file.Size);
            digest.Number(file.ModifiedAt);
            digest.Number(file.IsSeed ? 1 : 0);
        }
        return digest.EndBytes();
    }

    /// <summary>The headers, for a listing that is the stored one.</summary>
    public RevisionHeader[] Headers(IReadOnlyList<FoundFile> found)
    {
        var paths = found.ToDictionary(file => file.File, file => file.Path, StringComparer.Ordinal);
        return [.. Read().Select(entry => entry.Header with { Path = paths[entry.Found.File] })];
    }

    public Dictionary<string, (FoundFile Found, RevisionHeader Header)> Entries() =>
        Read().ToDictionary(entry => entry.Found.File, StringComparer.Ordinal);

    IEnumerable<(FoundFile Found, RevisionHeader Header)> Read()
    {
        using var reader = Reader(_entriesAt);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var file = reader.ReadString();
            var found = new FoundFile(file, "", reader.ReadInt64(), reader.ReadInt64()) { IsSeed = reader.ReadBoolean() };
            yield return (found, new()
            {
                File = file,
                Path = "",
                Id = reader.ReadString(),
                Revises = Strings(reader),
                DependsOn = Strings(reader),
                Labels = Strings(reader),
                Author = reader.ReadBoolean() ? reader.ReadString() : null,
                Title = reader.ReadString(),
                Docstring = reader.ReadString(),
                IsRepeatable = reader.ReadBoolean(),
                IsSeed = found.IsSeed,
                IdLocation = Location(reader, file),
                RevisesLocation = Location(reader, file),
                DependsOnLocation = Location(reader, file),
                LabelsLocation = Location(reader, file),
                Checksum = new(reader.ReadString(), reader.ReadString(), reader.ReadString()),
                ReadFrom = reader.ReadBoolean() ? TextDigest.Read(reader.ReadBytes(TextDigest.Length)) : null,
            });
        }
    }

    static void Write(BinaryWriter writer, FoundFile found, RevisionHeader header)
    {
        writer.Write(found.File);
        writer.Write(found.Size);
        writer.Write(found.ModifiedAt);
        writer.Write(found.IsSeed);
        writer.Write(header.Id);
        Write(writer, header.Revises);
        Write(writer, header.DependsOn);
        Write(writer, header.Labels);
        writer.Write(header.Author is not null);
        if (header.Author is not null)
            writer.Write(header.Author);
        writer.Write(header.Title);
        writer.Write(header.Docstring);
        writer.Write(header.IsRepeatable);
        Write(writer, header.IdLocation);
        Write(writer, header.RevisesLocation);
        Write(writer, header.DependsOnLocation);
        Write(writer, header.LabelsLocation);
        writer.Write(header.Checksum!.Algorithm);
        writer.Write(header.Checksum.Text);
        writer.Write(header.Checksum.Tokens);
        writer.Write(header.ReadFrom is not null);
        if (header.ReadFrom is { } digest)
        {
            Span<byte> bytes = stackalloc byte[TextDigest.Length];
            digest.Write(bytes);
            writer.Write(bytes);
        }
    }

    static void Write(BinaryWriter writer, SourceLocation location)
    {
        writer.Write(location.Line);
        writer.Write(location.Column);
    }

    static void Write(BinaryWriter writer, IReadOnlyList<string> strings)
    {
        writer.Write(strings.Count);
        foreach (var text in strings)
            writer.Write(text);
    }

    static string[] Strings(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        var strings = count == 0 ? [] : new string[count];
        for (var at = 0; at < count; at++)
            strings[at] = reader.ReadString();
        return strings;
    }

    static SourceLocation Location(BinaryReader reader, string file) => new(file, reader.ReadInt32(), reader.ReadInt32());

    BinaryReader Reader(int position) => new(new MemoryStream(_bytes, writable: false) { Position = position }, Encoding.UTF8);
}
