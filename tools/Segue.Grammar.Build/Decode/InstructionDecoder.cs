namespace Segue.Grammar.Build.Decode;

static class InstructionDecoder
{
    const byte Prefix = 0xfc;

    /// <summary>The instructions from where the reader stands up to <paramref name="end"/>.</summary>
    public static List<Instruction> Decode(ByteReader reader, int end)
    {
        var instructions = new List<Instruction>();
        while (reader.Position < end)
            instructions.Add(Next(reader));
        return instructions;
    }

    static Instruction Next(ByteReader reader)
    {
        var offset = reader.Position;
        int code = reader.Byte();
        if (code == Prefix)
            code = Prefix << 8 | reader.Byte();
        var opcode = (Opcode)code;
        if (!Enum.IsDefined(opcode))
            throw new WasmFormatException($"unknown opcode 0x{code:x2}", offset);
        var plain = new Instruction(opcode, offset);
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If:
                return plain with { Result = BlockResult(reader) };
            case Opcode.Br or Opcode.BrIf or Opcode.Call or Opcode.LocalGet or Opcode.LocalSet or Opcode.LocalTee
                or Opcode.GlobalGet or Opcode.GlobalSet:
                return plain with { Index = reader.Count() };
            case Opcode.CallIndirect:
                return plain with { Index = OfTheOnly(reader, reader.Count()) };
            case Opcode.BrTable:
                var targets = new int[reader.Count() + 1];
                for (var i = 0; i < targets.Length; i++)
                    targets[i] = reader.Count();
                return plain with { Targets = targets };
            case Opcode.SelectTyped:
                for (var count = reader.Count(); count > 0; count--)
                    reader.Kind();
                return plain with { Opcode = Opcode.Select };
            case >= Opcode.I32Load and <= Opcode.I64Store32:
                reader.Unsigned(); // the alignment is a hint
                return plain with { Index = (int)reader.Unsigned() };
            case Opcode.MemorySize or Opcode.MemoryGrow or Opcode.MemoryFill:
                return plain with { Index = OfTheOnly(reader, 0) };
            case Opcode.MemoryCopy:
                OfTheOnly(reader, 0);
                return plain with { Index = OfTheOnly(reader, 0) };
            case Opcode.I32Const or Opcode.I64Const:
                return plain with { Constant = reader.Signed() };
            case Opcode.F32Const:
                return plain with { Constant = BitConverter.SingleToInt32Bits(reader.Single()) };
            case Opcode.F64Const:
                return plain with { Constant = BitConverter.DoubleToInt64Bits(reader.Double()) };
            default:
                return plain;
        }
    }

    static ValueKind? BlockResult(ByteReader reader)
    {
        const int Nothing = -64;
        var offset = reader.Position;
        var type = reader.Signed();
        if (type == Nothing)
            return null;
        var kind = (ValueKind)(type & 0x7f);
        return type < 0 && Enum.IsDefined(kind) ? kind : throw new WasmFormatException("a block of several values", offset);
    }

    /// <summary>There is one memory and one table, number 0.</summary>
    static int OfTheOnly(ByteReader reader, int value) =>
        reader.Byte() == 0 ? value : throw new WasmFormatException("a second memory or table", reader.Position - 1);
}
