using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>Parameters, locals, globals and constants, and the two instructions that only move operands.</summary>
sealed class VariableEmitter
{
    readonly Body _body;
    readonly Shape _shape;
    readonly WasmModule _module;
    readonly ValueKind[] _parameters;
    readonly LocalBuilder[] _locals;
    readonly ValueKind[] _kinds;

    public VariableEmitter(Body body, Shape shape, WasmModule module, Function function)
    {
        (_body, _shape, _module, _parameters) = (body, shape, module, function.Signature.Parameters);
        _locals = [.. function.Locals.Select(body.Declare)];
        _kinds = [.. _parameters, .. function.Locals];
    }

    public bool Emit(in Instruction instruction)
    {
        var index = instruction.Index;
        switch (instruction.Opcode)
        {
            case Opcode.LocalGet: Get(index); break;
            case Opcode.LocalSet: _body.Pop(); Set(index); break;
            case Opcode.LocalTee: _body.Emit(OpCodes.Dup); Set(index); break;
            case Opcode.GlobalGet: GetGlobal(index); break;
            case Opcode.GlobalSet: SetGlobal(index); break;
            case Opcode.I32Const: _body.Constant((int)instruction.Constant); _body.Push(ValueKind.I32); break;
            case Opcode.I64Const: _body.Constant(instruction.Constant); _body.Push(ValueKind.I64); break;
            case Opcode.F32Const: Float(instruction.Constant); break;
            case Opcode.F64Const: Double(instruction.Constant); break;
            case Opcode.Drop: _body.Pop(); _body.Emit(OpCodes.Pop); break;
            case Opcode.Select: Select(); break;
            default: return false;
        }
        return true;
    }

    void Get(int index)
    {
        if (index < _parameters.Length)
            _body.LoadArgument(index);
        else
            _body.Load(_locals[index - _parameters.Length]);
        _body.Push(_kinds[index]);
    }

    void Set(int index)
    {
        if (index < _parameters.Length)
            _body.StoreArgument(index);
        else
            _body.Store(_locals[index - _parameters.Length]);
    }

    void GetGlobal(int index)
    {
        _body.Self();
        _body.Emit(OpCodes.Ldfld, _shape.Globals[index]);
        _body.Push(_module.Globals[index].Kind);
    }

    void SetGlobal(int index)
    {
        var (value, kind) = _body.Spill();
        _body.Self();
        _body.Load(value);
        _body.Emit(OpCodes.Stfld, _shape.Globals[index]);
        _body.GiveBack(value, kind);
    }

    void Float(long bits)
    {
        _body.Constant(BitConverter.Int32BitsToSingle((int)bits));
        _body.Push(ValueKind.F32);
    }

    void Double(long bits)
    {
        _body.Constant(BitConverter.Int64BitsToDouble(bits));
        _body.Push(ValueKind.F64);
    }

    void Select()
    {
        var (condition, kindOfCondition) = _body.Spill();
        var (otherwise, kind) = _body.Spill();
        var (chosen, _) = _body.Spill();
        var done = _body.Label();
        _body.Load(condition);
        _body.Emit(OpCodes.Brtrue, done);
        _body.Load(otherwise);
        _body.Store(chosen);
        _body.Mark(done);
        _body.Load(chosen);
        _body.GiveBack(condition, kindOfCondition);
        _body.GiveBack(otherwise, kind);
        _body.GiveBack(chosen, kind);
        _body.Push(kind);
    }
}
