using System.Buffers.Binary;
using System.Text;

namespace Segue.Grammar.Build.Decode;

/// <summary>Reads the primitive encodings of the binary format: bytes, LEB128 numbers, names.</summary>
sealed class ByteReader(ReadOnlyMemory<byte> bytes, int position = 0)
{
    public int Position { get; set; } = position;

    public bool AtEnd => Position >= bytes.Length;

    public byte Byte() =>
        Position < bytes.Length ? bytes.Span[Position++] : throw new WasmFormatException("the module ends too early", Position);

    public int Count() => checked((int)Unsigned());

    public uint Unsigned()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            value |= (uint)(next & 0x7f) << shift;
            if ((next & 0x80) == 0)
                return value;
        }
        throw new WasmFormatException("a number of more than five bytes", Position);
    }

    public long Signed()
    {
        long value = 0;
        for (var shift = 0; shift < 70;)
        {
            var next = Byte();
            value |= (long)(next & 0x7f) << shift;
            shift += 7;
            if ((next & 0x80) == 0)
                return shift < 64 && (next & 0x40) != 0 ? value | -1L << shift : value;
        }
        throw new WasmFormatException("a number of more than ten bytes", Position);
    }

    public ReadOnlyMemory<byte> Bytes(int count)
    {
        if (count < 0 || count > bytes.Length - Position)
            throw new WasmFormatException("the module ends too early", Position);
        var slice = bytes.Slice(Position, count);
        Position += count;
        return slice;
    }

    public string Name() => Encoding.UTF8.GetString(Bytes(Count()).Span);

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8).Span);

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Bytes(4).Span);

    public ValueKind Kind()
    {
        var kind = (ValueKind)Byte();
        return Enum.IsDefined(kind) ? kind : throw new WasmFormatException($"unknown value type 0x{(byte)kind:x2}", Position - 1);
    }
}
