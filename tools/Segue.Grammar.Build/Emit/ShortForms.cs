using System.Reflection.Emit;

namespace Segue.Grammar.Build.Emit;

/// <summary>The short spellings of IL's commonest instructions, a quarter of the assembly. ILGenerator finds them by itself for locals only.</summary>
static class ShortForms
{
    static readonly OpCode[] Arguments = [OpCodes.Ldarg_0, OpCodes.Ldarg_1, OpCodes.Ldarg_2, OpCodes.Ldarg_3];

    static readonly OpCode[] Constants =
    [
        OpCodes.Ldc_I4_M1, OpCodes.Ldc_I4_0, OpCodes.Ldc_I4_1, OpCodes.Ldc_I4_2, OpCodes.Ldc_I4_3,
        OpCodes.Ldc_I4_4, OpCodes.Ldc_I4_5, OpCodes.Ldc_I4_6, OpCodes.Ldc_I4_7, OpCodes.Ldc_I4_8,
    ];

    public static void LoadArgument(ILGenerator il, int index)
    {
        if (index < Arguments.Length)
            il.Emit(Arguments[index]);
        else if (index <= byte.MaxValue)
            il.Emit(OpCodes.Ldarg_S, (byte)index);
        else
            il.Emit(OpCodes.Ldarg, (short)index);
    }

    public static void Constant(ILGenerator il, int value)
    {
        if (value is >= -1 and <= 8)
            il.Emit(Constants[value + 1]);
        else if (value is >= sbyte.MinValue and <= sbyte.MaxValue)
            il.Emit(OpCodes.Ldc_I4_S, (sbyte)value);
        else
            il.Emit(OpCodes.Ldc_I4, value);
    }
}
