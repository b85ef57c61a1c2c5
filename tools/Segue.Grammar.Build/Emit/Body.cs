using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>The method being written: its instructions, the types of the operands that are on the stack, and locals to borrow.</summary>
sealed class Body(ILGenerator il, CoreTypes core, int parameters)
{
    readonly List<ValueKind> _operands = [];
    readonly Dictionary<ValueKind, Stack<LocalBuilder>> _free = [];

    public int Depth => _operands.Count;

    public void Push(ValueKind kind) => _operands.Add(kind);

    public ValueKind Pop()
    {
        var kind = _operands[^1];
        _operands.RemoveAt(_operands.Count - 1);
        return kind;
    }

    public void PopTo(int depth) => _operands.RemoveRange(depth, _operands.Count - depth);

    public void Self() => LoadArgument(parameters);

    public void Emit(OpCode code) => il.Emit(code);

    public void Emit(OpCode code, FieldInfo field) => il.Emit(code, field);

    public void Emit(OpCode code, Label label) => il.Emit(code, label);

    public void Emit(OpCode code, ConstructorInfo constructor) => il.Emit(code, constructor);

    public void Constant(int value) => ShortForms.Constant(il, value);

    public void Constant(long value) => il.Emit(OpCodes.Ldc_I8, value);

    public void Constant(double value) => il.Emit(OpCodes.Ldc_R8, value);

    public void Constant(float value) => il.Emit(OpCodes.Ldc_R4, value);

    public void Text(string value) => il.Emit(OpCodes.Ldstr, value);

    public void Call(MethodInfo method) => il.Emit(method.IsVirtual ? OpCodes.Callvirt : OpCodes.Call, method);

    public void Load(LocalBuilder local) => il.Emit(OpCodes.Ldloc, local);

    public void Store(LocalBuilder local) => il.Emit(OpCodes.Stloc, local);

    public void LoadArgument(int index) => ShortForms.LoadArgument(il, index);

    public void StoreArgument(int index) => il.Emit(OpCodes.Starg, (short)index);

    public void Switch(Label[] labels) => il.Emit(OpCodes.Switch, labels);

    public void Unaligned() => il.Emit(OpCodes.Unaligned, (byte)1);

    public Label Label() => il.DefineLabel();

    public void Mark(Label label) => il.MarkLabel(label);

    public LocalBuilder Declare(ValueKind kind) => il.DeclareLocal(core.Of(kind));

    public LocalBuilder Borrow(ValueKind kind) =>
        _free.TryGetValue(kind, out var free) && free.TryPop(out var local) ? local : Declare(kind);

    public void GiveBack(LocalBuilder local, ValueKind kind)
    {
        if (!_free.TryGetValue(kind, out var free))
            _free[kind] = free = [];
        free.Push(local);
    }

    /// <summary>Takes the topmost operand into a borrowed local.</summary>
    public (LocalBuilder Local, ValueKind Kind) Spill()
    {
        var kind = Pop();
        var local = Borrow(kind);
        Store(local);
        return (local, kind);
    }
}
