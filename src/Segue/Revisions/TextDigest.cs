using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Segue.Revisions;

/// <summary>SHA-256 over the characters of a text: tells in a moment that a file is still what its header and checksum were made of.</summary>
/// <remarks>A class: the framework's generics over a structure of ours are compiled at start-up.</remarks>
sealed record TextDigest(UInt128 First, UInt128 Second)
{
    /// <summary>Bytes of a digest.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    public static TextDigest Of(string text)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return Read(hash);
    }

    public static TextDigest Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt128LittleEndian(bytes), BinaryPrimitives.ReadUInt128LittleEndian(bytes[(Length / 2)..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes[(Length / 2)..], Second);
    }
}
