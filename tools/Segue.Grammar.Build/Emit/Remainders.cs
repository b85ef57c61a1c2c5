using System.Reflection;
using System.Reflection.Emit;

namespace Segue.Grammar.Build.Emit;

/// <summary>The remainder of a division by -1 is 0 in WebAssembly; IL's <c>rem</c> throws for the smallest number.</summary>
sealed class Remainders
{
    public Remainders(Shape shape, CoreTypes core)
    {
        Of32 = Define(shape, "Remainder32", core.Int32, OpCodes.Conv_I4);
        Of64 = Define(shape, "Remainder64", core.Int64, OpCodes.Conv_I8);
    }

    public MethodInfo Of32 { get; }

    public MethodInfo Of64 { get; }

    static MethodBuilder Define(Shape shape, string name, Type type, OpCode widen)
    {
        var method = shape.Static(name, type, type, type);
        var il = method.GetILGenerator();
        var divide = il.DefineLabel();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4_M1);
        il.Emit(widen);
        il.Emit(OpCodes.Bne_Un, divide);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(widen);
        il.Emit(OpCodes.Ret);
        il.MarkLabel(divide);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Rem);
        il.Emit(OpCodes.Ret);
        return method;
    }
}
