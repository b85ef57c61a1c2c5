using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>
/// What the module asks of its host. Each import becomes an abstract method, so the compiler notices when an upgrade asks for something
/// new; only setjmp and longjmp are written here, because they need a catch around a call through the table.
/// </summary>
sealed class ImportEmitter(CoreTypes core, Shape shape, MethodBuilder[] functions, TableCalls table, Func<string, int> export)
{
    const string LongJump = "__emscripten_throw_longjmp";

    public static bool CallsTable(string name) => name.StartsWith("invoke_", StringComparison.Ordinal);

    public void Emit(int index, string name, Signature signature)
    {
        var il = functions[index].GetILGenerator();
        if (CallsTable(name))
            Invoke(il, signature);
        else if (name == LongJump)
            Throw(il);
        else
            Ask(il, CName.ToPascal(name), signature);
    }

    void Ask(ILGenerator il, string name, Signature signature)
    {
        var answered = shape.Abstract(name, core.Of(signature.Result), [.. signature.Parameters.Select(core.Of)]);
        il.Emit(OpCodes.Ldarg, (short)signature.Parameters.Length);
        for (short i = 0; i < signature.Parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, i);
        il.Emit(OpCodes.Callvirt, answered);
        il.Emit(OpCodes.Ret);
    }

    void Throw(ILGenerator il)
    {
        il.Emit(OpCodes.Newobj, shape.LongJumpConstructor);
        il.Emit(OpCodes.Throw);
    }

    /// <summary>Emscripten's setjmp: call; when a longjmp comes out, put the C stack pointer back and leave a note that it did.</summary>
    void Invoke(ILGenerator il, Signature signature)
    {
        var self = (short)signature.Parameters.Length;
        var stackPointer = il.DeclareLocal(core.Int32);
        var result = signature.Result is { } kind ? il.DeclareLocal(core.Of(kind)) : null;
        il.Emit(OpCodes.Ldarg, self);
        il.Emit(OpCodes.Call, functions[export("_emscripten_stack_get_current")]);
        il.Emit(OpCodes.Stloc, stackPointer);
        il.BeginExceptionBlock();
        for (short i = 1; i < self; i++)
            il.Emit(OpCodes.Ldarg, i);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg, self);
        il.Emit(OpCodes.Call, table.For(new Signature(signature.Parameters[1..], signature.Result)));
        if (result is not null)
            il.Emit(OpCodes.Stloc, result);
        il.BeginCatchBlock(shape.LongJump);
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldloc, stackPointer);
        il.Emit(OpCodes.Ldarg, self);
        il.Emit(OpCodes.Call, functions[export("__emscripten_stack_restore")]);
        il.Emit(OpCodes.Ldc_I4_1);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ldarg, self);
        il.Emit(OpCodes.Call, functions[export("_setThrew")]);
        il.EndExceptionBlock();
        if (result is not null)
            il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
    }
}
