using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>
/// Loads and stores. An address is masked to the size of the memory, a power of two with a few bytes to spare, so whatever the module
/// computes stays inside its own memory: it can spoil its own answer, never the process.
/// </summary>
sealed class MemoryEmitter(Body body, Shape shape)
{
    public bool Emit(in Instruction instruction)
    {
        var offset = instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.I32Load: Load(offset, ValueKind.I32, OpCodes.Ldind_I4); break;
            case Opcode.I64Load: Load(offset, ValueKind.I64, OpCodes.Ldind_I8); break;
            case Opcode.F32Load: Load(offset, ValueKind.F32, OpCodes.Ldind_R4); break;
            case Opcode.F64Load: Load(offset, ValueKind.F64, OpCodes.Ldind_R8); break;
            case Opcode.I32Load8S: Load(offset, ValueKind.I32, OpCodes.Ldind_I1); break;
            case Opcode.I32Load8U: Load(offset, ValueKind.I32, OpCodes.Ldind_U1); break;
            case Opcode.I32Load16S: Load(offset, ValueKind.I32, OpCodes.Ldind_I2); break;
            case Opcode.I32Load16U: Load(offset, ValueKind.I32, OpCodes.Ldind_U2); break;
            case Opcode.I64Load8S: Load(offset, ValueKind.I64, OpCodes.Ldind_I1, OpCodes.Conv_I8); break;
            case Opcode.I64Load8U: Load(offset, ValueKind.I64, OpCodes.Ldind_U1, OpCodes.Conv_U8); break;
            case Opcode.I64Load16S: Load(offset, ValueKind.I64, OpCodes.Ldind_I2, OpCodes.Conv_I8); break;
            case Opcode.I64Load16U: Load(offset, ValueKind.I64, OpCodes.Ldind_U2, OpCodes.Conv_U8); break;
            case Opcode.I64Load32S: Load(offset, ValueKind.I64, OpCodes.Ldind_I4, OpCodes.Conv_I8); break;
            case Opcode.I64Load32U: Load(offset, ValueKind.I64, OpCodes.Ldind_U4, OpCodes.Conv_U8); break;
            case Opcode.I32Store or Opcode.I64Store32: Store(offset, OpCodes.Stind_I4); break;
            case Opcode.I64Store: Store(offset, OpCodes.Stind_I8); break;
            case Opcode.F32Store: Store(offset, OpCodes.Stind_R4); break;
            case Opcode.F64Store: Store(offset, OpCodes.Stind_R8); break;
            case Opcode.I32Store8 or Opcode.I64Store8: Store(offset, OpCodes.Stind_I1); break;
            case Opcode.I32Store16 or Opcode.I64Store16: Store(offset, OpCodes.Stind_I2); break;
            case Opcode.MemorySize: body.Self(); body.Call(shape.Pages); body.Push(ValueKind.I32); break;
            case Opcode.MemoryGrow: WithSelfFirst(1, shape.Grow); body.Push(ValueKind.I32); break;
            case Opcode.MemoryCopy: WithSelfFirst(3, shape.Copy); break;
            case Opcode.MemoryFill: WithSelfFirst(3, shape.Fill); break;
            default: return false;
        }
        return true;
    }

    void Load(int offset, ValueKind kind, OpCode load, OpCode? widen = null)
    {
        body.Pop();
        Address(offset);
        Access(load, oneByte: load == OpCodes.Ldind_I1 || load == OpCodes.Ldind_U1);
        if (widen is { } conversion)
            body.Emit(conversion);
        body.Push(kind);
    }

    void Store(int offset, OpCode store)
    {
        var (value, kind) = body.Spill();
        body.Pop();
        Address(offset);
        body.Load(value);
        body.GiveBack(value, kind);
        Access(store, oneByte: store == OpCodes.Stind_I1);
    }

    void Address(int offset)
    {
        if (offset != 0)
        {
            body.Constant(offset);
            body.Emit(OpCodes.Add);
        }
        body.Self();
        body.Emit(OpCodes.Ldfld, shape.Mask);
        body.Emit(OpCodes.And);
        body.Emit(OpCodes.Conv_U);
        body.Self();
        body.Emit(OpCodes.Ldfld, shape.Memory);
        body.Emit(OpCodes.Add);
    }

    void Access(OpCode access, bool oneByte)
    {
        if (!oneByte)
            body.Unaligned();
        body.Emit(access);
    }

    void WithSelfFirst(int arguments, MethodInfo method)
    {
        var spilled = new Stack<(LocalBuilder Local, ValueKind Kind)>();
        for (var i = 0; i < arguments; i++)
            spilled.Push(body.Spill());
        body.Self();
        foreach (var (local, kind) in spilled)
        {
            body.Load(local);
            body.GiveBack(local, kind);
        }
        body.Call(method);
    }
}
