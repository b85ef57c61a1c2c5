using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>
/// Calls through the table: one method for each signature, a switch over the slots. No function pointers, so it needs no more than
/// ordinary calls of a compiler that works ahead of time.
/// </summary>
sealed class TableCalls(WasmModule module, CoreTypes core, Shape shape, MethodInfo[] functions)
{
    readonly Dictionary<string, MethodBuilder> _methods = [];

    public MethodInfo For(Signature signature)
    {
        if (!_methods.TryGetValue(signature.Key, out var method))
        {
            _methods[signature.Key] = method = shape.Static("table_" + signature.Key, signature, core.Int32);
            Write(method.GetILGenerator(), signature);
        }
        return method;
    }

    void Write(ILGenerator il, Signature signature)
    {
        var arguments = signature.Parameters.Length;
        var (slot, self) = ((short)arguments, (short)(arguments + 1));
        var wrong = il.DefineLabel();
        var cases = module.Table.Select(function => Fits(function, signature) ? il.DefineLabel() : wrong).ToArray();
        il.Emit(OpCodes.Ldarg, slot);
        il.Emit(OpCodes.Switch, cases);
        il.MarkLabel(wrong);
        il.Emit(OpCodes.Ldarg, self);
        il.Emit(OpCodes.Ldstr, "no function of this signature in the table");
        il.Emit(OpCodes.Callvirt, shape.Trap);
        il.Emit(OpCodes.Throw);
        for (var i = 0; i < cases.Length; i++)
        {
            if (cases[i] == wrong)
                continue;
            il.MarkLabel(cases[i]);
            for (short argument = 0; argument < arguments; argument++)
                il.Emit(OpCodes.Ldarg, argument);
            il.Emit(OpCodes.Ldarg, self);
            il.Emit(OpCodes.Call, functions[module.Table[i]]);
            il.Emit(OpCodes.Ret);
        }
    }

    bool Fits(int function, Signature signature) => function >= 0 && module.SignatureOf(function).Key == signature.Key;
}
