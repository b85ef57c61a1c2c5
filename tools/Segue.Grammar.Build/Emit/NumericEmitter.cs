using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;
using static Segue.Grammar.Build.Decode.ValueKind;

namespace Segue.Grammar.Build.Emit;

/// <summary>Arithmetic. Most instructions are one of IL's own; where the two disagree a method of the framework or of the module helps.</summary>
sealed class NumericEmitter
{
    readonly Dictionary<Opcode, Rule> _rules = [];
    readonly CoreTypes _core;

    sealed record Rule(int Takes, ValueKind Gives, Action<Body> Write);

    public NumericEmitter(CoreTypes core, Remainders remainders)
    {
        _core = core;
        Integers(I32, Opcode.I32Eqz, remainders.Of32);
        Integers(I64, Opcode.I64Eqz, remainders.Of64);
        Floats();
        Conversions();
    }

    public bool Emit(in Instruction instruction, Body body)
    {
        if (!_rules.TryGetValue(instruction.Opcode, out var rule))
            return false;
        for (var i = 0; i < rule.Takes; i++)
            body.Pop();
        rule.Write(body);
        body.Push(rule.Gives);
        return true;
    }

    /// <summary>The instructions on 32 and on 64 bits stand in the same order: comparisons from "is zero" on, arithmetic from "leading zeros" on.</summary>
    void Integers(ValueKind kind, Opcode zero, MethodInfo remainder)
    {
        Add(zero, 1, I32, body =>
        {
            body.Emit(OpCodes.Ldc_I4_0);
            if (kind == I64)
                body.Emit(OpCodes.Conv_I8);
            body.Emit(OpCodes.Ceq);
        });
        OpCode[] compare = [OpCodes.Clt, OpCodes.Clt_Un, OpCodes.Cgt, OpCodes.Cgt_Un];
        OpCode[] compareOpposite = [OpCodes.Cgt, OpCodes.Cgt_Un, OpCodes.Clt, OpCodes.Clt_Un];
        Add(zero + 1, 2, I32, OpCodes.Ceq);
        Not(zero + 2, OpCodes.Ceq);
        for (var i = 0; i < 4; i++)
        {
            Add(zero + 3 + i, 2, I32, compare[i]);
            Not(zero + 7 + i, compareOpposite[i]);
        }

        var first = kind == I32 ? Opcode.I32Clz : Opcode.I64Clz;
        Counting(first, kind, kind == I32 ? "System.UInt32" : "System.UInt64");
        OpCode[] arithmetic = [OpCodes.Add, OpCodes.Sub, OpCodes.Mul, OpCodes.Div, OpCodes.Div_Un];
        for (var i = 0; i < arithmetic.Length; i++)
            Add(first + 3 + i, 2, kind, arithmetic[i]);
        Add(first + 8, 2, kind, body => body.Call(remainder));
        OpCode[] logic = [OpCodes.Rem_Un, OpCodes.And, OpCodes.Or, OpCodes.Xor];
        for (var i = 0; i < logic.Length; i++)
            Add(first + 9 + i, 2, kind, logic[i]);
        OpCode[] shifts = [OpCodes.Shl, OpCodes.Shr, OpCodes.Shr_Un];
        for (var i = 0; i < shifts.Length; i++)
            Shift(first + 13 + i, kind, shifts[i]);
        string[] rotations = ["RotateLeft", "RotateRight"];
        for (var i = 0; i < rotations.Length; i++)
            Rotate(first + 16 + i, kind, rotations[i], kind == I32 ? "System.UInt32" : "System.UInt64");
    }

    void Counting(Opcode first, ValueKind kind, string unsigned)
    {
        string[] names = ["LeadingZeroCount", "TrailingZeroCount", "PopCount"];
        for (var i = 0; i < names.Length; i++)
        {
            var method = _core.Method("System.Numerics.BitOperations", names[i], _core.Find(unsigned));
            Add(first + i, 1, kind, body =>
            {
                body.Call(method);
                if (kind == I64)
                    body.Emit(OpCodes.Conv_I8);
            });
        }
    }

    void Rotate(Opcode opcode, ValueKind kind, string name, string unsigned)
    {
        var method = _core.Method("System.Numerics.BitOperations", name, _core.Find(unsigned), _core.Int32);
        Add(opcode, 2, kind, body =>
        {
            if (kind == I64)
                body.Emit(OpCodes.Conv_I4);
            body.Call(method);
        });
    }

    void Shift(Opcode opcode, ValueKind kind, OpCode shift) => Add(opcode, 2, kind, body =>
    {
        if (kind == I64)
            body.Emit(OpCodes.Conv_I4);
        body.Constant(kind == I64 ? 63 : 31);
        body.Emit(OpCodes.And);
        body.Emit(shift);
    });

    void Floats()
    {
        foreach (var equal in (Opcode[])[Opcode.F32Eq, Opcode.F64Eq])
        {
            Add(equal, 2, I32, OpCodes.Ceq);
            Not(equal + 1, OpCodes.Ceq);
            Add(equal + 2, 2, I32, OpCodes.Clt);
            Add(equal + 3, 2, I32, OpCodes.Cgt);
            Not(equal + 4, OpCodes.Cgt_Un); // unordered counts as greater: a comparison with NaN is false
            Not(equal + 5, OpCodes.Clt_Un);
        }
        Add(Opcode.F64Neg, 1, F64, OpCodes.Neg);
        OpCode[] arithmetic = [OpCodes.Add, OpCodes.Sub, OpCodes.Mul, OpCodes.Div];
        for (var i = 0; i < arithmetic.Length; i++)
            Add(Opcode.F64Add + i, 2, F64, arithmetic[i]);
        Math(Opcode.F64Abs, "Abs", 1);
        Math(Opcode.F64Ceil, "Ceiling", 1);
        Math(Opcode.F64Floor, "Floor", 1);
        Math(Opcode.F64Trunc, "Truncate", 1);
        Math(Opcode.F64Nearest, "Round", 1);
        Math(Opcode.F64Sqrt, "Sqrt", 1);
        Math(Opcode.F64Min, "Min", 2);
        Math(Opcode.F64Max, "Max", 2);
        Math(Opcode.F64Copysign, "CopySign", 2);
    }

    void Math(Opcode opcode, string name, int takes)
    {
        var method = _core.Method("System.Math", name, [.. Enumerable.Repeat(_core.Double, takes)]);
        Add(opcode, takes, F64, body => body.Call(method));
    }

    void Conversions()
    {
        Add(Opcode.I32WrapI64, 1, I32, OpCodes.Conv_I4);
        Add(Opcode.I64ExtendI32S, 1, I64, OpCodes.Conv_I8);
        Add(Opcode.I64ExtendI32U, 1, I64, OpCodes.Conv_U8);
        Add(Opcode.I32Extend8S, 1, I32, OpCodes.Conv_I1);
        Add(Opcode.I32Extend16S, 1, I32, OpCodes.Conv_I2);
        Add(Opcode.I64Extend8S, 1, I64, OpCodes.Conv_I1, OpCodes.Conv_I8);
        Add(Opcode.I64Extend16S, 1, I64, OpCodes.Conv_I2, OpCodes.Conv_I8);
        Add(Opcode.I64Extend32S, 1, I64, OpCodes.Conv_I4, OpCodes.Conv_I8);
        Add(Opcode.F64ConvertI32S, 1, F64, OpCodes.Conv_R8);
        Add(Opcode.F64ConvertI64S, 1, F64, OpCodes.Conv_R8);
        Add(Opcode.F64ConvertI32U, 1, F64, OpCodes.Conv_R_Un, OpCodes.Conv_R8);
        Add(Opcode.F64ConvertI64U, 1, F64, OpCodes.Conv_R_Un, OpCodes.Conv_R8);
        Add(Opcode.F64PromoteF32, 1, F64, OpCodes.Conv_R8);
        Add(Opcode.F32DemoteF64, 1, F32, OpCodes.Conv_R4);
        Add(Opcode.I32TruncF64S, 1, I32, OpCodes.Conv_Ovf_I4);
        Add(Opcode.I32TruncF64U, 1, I32, OpCodes.Conv_Ovf_U4);
        Add(Opcode.I64TruncF64S, 1, I64, OpCodes.Conv_Ovf_I8);
        Add(Opcode.I64TruncF64U, 1, I64, OpCodes.Conv_Ovf_U8);
        // Since .NET 9 these saturate and make NaN a zero on every processor, which is what WebAssembly asks for.
        Add(Opcode.I32TruncSatF64S, 1, I32, OpCodes.Conv_I4);
        Add(Opcode.I32TruncSatF64U, 1, I32, OpCodes.Conv_U4);
        Add(Opcode.I64TruncSatF64S, 1, I64, OpCodes.Conv_I8);
        Add(Opcode.I64TruncSatF64U, 1, I64, OpCodes.Conv_U8);
        Bits(Opcode.I32ReinterpretF32, I32, "SingleToInt32Bits", _core.Single);
        Bits(Opcode.F32ReinterpretI32, F32, "Int32BitsToSingle", _core.Int32);
        Bits(Opcode.I64ReinterpretF64, I64, "DoubleToInt64Bits", _core.Double);
        Bits(Opcode.F64ReinterpretI64, F64, "Int64BitsToDouble", _core.Int64);
    }

    void Bits(Opcode opcode, ValueKind gives, string name, Type takes)
    {
        var method = _core.Method("System.BitConverter", name, takes);
        Add(opcode, 1, gives, body => body.Call(method));
    }

    void Not(Opcode opcode, OpCode compare) => Add(opcode, 2, I32, compare, OpCodes.Ldc_I4_0, OpCodes.Ceq);

    void Add(Opcode opcode, int takes, ValueKind gives, params OpCode[] codes) => Add(opcode, takes, gives, body =>
    {
        foreach (var code in codes)
            body.Emit(code);
    });

    void Add(Opcode opcode, int takes, ValueKind gives, Action<Body> write) => _rules.Add(opcode, new Rule(takes, gives, write));
}
