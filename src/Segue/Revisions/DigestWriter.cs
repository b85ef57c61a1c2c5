using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Segue.Revisions;

/// <summary>SHA-256 over characters, as UTF-8. There is one for each statement: what is short is hashed at once, out of a rented buffer.</summary>
sealed class DigestWriter : IDisposable
{
    const int ChunkLength = 4096;

    readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(ChunkLength * 3);
    IncrementalHash? _hash;
    int _used;

    public void Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = Math.Min(text.Length, ChunkLength);
            // A pair cut in two would be written as two replacement characters.
            if (length < text.Length && char.IsHighSurrogate(text[length - 1]))
                length += length == 1 ? 1 : -1;
            Reserve(length * 3);
            _used += Encoding.UTF8.GetBytes(text[..length], _bytes.AsSpan(_used));
            text = text[length..];
        }
    }

    /// <summary>A text that cannot run into the next one.</summary>
    public void Prefixed(ReadOnlySpan<char> text)
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_used), text.Length);
        _used += sizeof(int);
        Text(text);
    }

    public void Number(long number)
    {
        Reserve(sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.AsSpan(_used), number);
        _used += sizeof(long);
    }

    /// <summary>Lower-case hex; the writer starts anew.</summary>
    public string End() => Convert.ToHexStringLower(EndBytes());

    /// <summary>The digest; the writer starts anew.</summary>
    public byte[] EndBytes()
    {
        var rest = _bytes.AsSpan(0, _used);
        _used = 0;
        if (_hash is null)
            return SHA256.HashData(rest);
        _hash.AppendData(rest);
        return _hash.GetHashAndReset();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _hash?.Dispose();
    }

    void Reserve(int length)
    {
        if (_used + length <= _bytes.Length)
            return;
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        _hash.AppendData(_bytes, 0, _used);
        _used = 0;
    }
}
