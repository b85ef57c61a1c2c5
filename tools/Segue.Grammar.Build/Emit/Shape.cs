using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>
/// The outline of the generated class: fields, and the abstract methods that hand-written code answers. Every function of the module is a
/// static method that takes the instance last, since its own arguments are on the stack already when a call is translated.
/// </summary>
sealed class Shape
{
    readonly CoreTypes _core;

    public Shape(CoreTypes core, ModuleBuilder assembly, string name, WasmModule module)
    {
        _core = core;
        const TypeAttributes Open = TypeAttributes.Public | TypeAttributes.Class;
        Type = assembly.DefineType(name, Open | TypeAttributes.Abstract, core.Object);
        LongJump = assembly.DefineType(name + "LongJump", Open | TypeAttributes.Sealed, core.Exception);
        LongJumpConstructor = LongJump.DefineDefaultConstructor(MethodAttributes.Public);
        Memory = Type.DefineField("Memory", core.BytePointer, FieldAttributes.Public);
        Mask = Type.DefineField("Mask", core.Int32, FieldAttributes.Public);
        Globals = [.. module.Globals.Select((global, i) => Type.DefineField($"global{i}", core.Of(global.Kind), FieldAttributes.Assembly))];
        Trap = Abstract("Trap", core.Exception, core.String);
        Pages = Abstract("CountPages", core.Int32);
        Grow = Abstract("Grow", core.Int32, core.Int32);
        Copy = Abstract("Copy", core.Void, core.Int32, core.Int32, core.Int32);
        Fill = Abstract("Fill", core.Void, core.Int32, core.Int32, core.Int32);
    }

    public TypeBuilder Type { get; }

    /// <summary>Thrown where C calls longjmp, caught where it called setjmp.</summary>
    public TypeBuilder LongJump { get; }

    public ConstructorInfo LongJumpConstructor { get; }

    public FieldInfo Memory { get; }

    /// <summary>The size of the memory, a power of two, less one.</summary>
    public FieldInfo Mask { get; }

    public FieldInfo[] Globals { get; }

    /// <summary>Makes the exception for what the module may not do.</summary>
    public MethodInfo Trap { get; }

    public MethodInfo Pages { get; }

    public MethodInfo Grow { get; }

    public MethodInfo Copy { get; }

    public MethodInfo Fill { get; }

    public MethodBuilder Abstract(string name, Type result, params Type[] parameters)
    {
        const MethodAttributes Answered =
            MethodAttributes.Family | MethodAttributes.Abstract | MethodAttributes.Virtual | MethodAttributes.NewSlot | MethodAttributes.HideBySig;
        return Type.DefineMethod(name, Answered, result, parameters);
    }

    public MethodBuilder Static(string name, Signature signature, params Type[] more) =>
        Static(name, _core.Of(signature.Result), [.. signature.Parameters.Select(_core.Of), .. more, Type]);

    public MethodBuilder Static(string name, Type result, params Type[] parameters) =>
        Type.DefineMethod(name, MethodAttributes.Static | MethodAttributes.Assembly | MethodAttributes.HideBySig, result, parameters);
}
