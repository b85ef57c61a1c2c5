using System.Reflection;
using System.Reflection.Emit;
using Segue.Grammar.Build.Analyse;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>Writes the assembly: one abstract class that is the module, waiting for its memory and its imports.</summary>
sealed class ModuleEmitter(WasmModule module, Glue glue, CoreTypes core)
{
    readonly Dictionary<string, int> _exports = module.Exports
        .Where(export => glue.Exports.ContainsKey(export.Key))
        .ToDictionary(export => glue.Exports[export.Key], export => export.Value);

    public void Save(string path, Version version)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = version }, core.Core);
        var shape = new Shape(core, assembly.DefineDynamicModule(name), name + ".LibPgQuery", module);
        var functions = Functions(shape);
        var table = new TableCalls(module, core, shape, functions);

        var imports = new ImportEmitter(core, shape, functions, table, Export);
        for (var i = 0; i < module.Imports.Count; i++)
            imports.Emit(i, NameOfImport(i), module.Imports[i].Signature);
        var recursive = new CallGraph(module, i => ImportEmitter.CallsTable(NameOfImport(i))).Recursive();
        var bodies = new FunctionEmitter(module, core, shape, functions, table);
        foreach (var function in module.Functions)
            bodies.Emit(function, recursive.Contains(function.Index));

        foreach (var (export, index) in _exports)
            Expose(shape, CName.ToPascal(export), functions[index], module.SignatureOf(index));
        var constructors = module.Exports[glue.Constructors];
        Expose(shape, "CallConstructors", functions[constructors], module.SignatureOf(constructors));
        Constants(shape);
        Constructor(shape);
        shape.LongJump.CreateType();
        shape.Type.CreateType();
        assembly.Save(path);
    }

    string NameOfImport(int index) =>
        glue.Imports.GetValueOrDefault(module.Imports[index].Name)
        ?? throw new InvalidDataException($"the script beside the module does not name the import {module.Imports[index].Name}");

    int Export(string name) =>
        _exports.TryGetValue(name, out var index) ? index : throw new InvalidDataException($"the module exports no {name}");

    MethodBuilder[] Functions(Shape shape) =>
    [
        .. module.Imports.Select((import, i) => shape.Static("import_" + NameOfImport(i), import.Signature)),
        .. module.Functions.Select(function => shape.Static($"function{function.Index}", function.Signature)),
    ];

    void Expose(Shape shape, string name, MethodInfo function, Signature signature)
    {
        const MethodAttributes Callable = MethodAttributes.Public | MethodAttributes.HideBySig;
        var method = shape.Type.DefineMethod(
            name, Callable, core.Of(signature.Result), [.. signature.Parameters.Select(core.Of)]);
        var il = method.GetILGenerator();
        for (var i = 1; i <= signature.Parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, (short)i);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, function);
        il.Emit(OpCodes.Ret);
    }

    void Constants(Shape shape)
    {
        Constant("DataAddress", DataImage.AddressOf(module));
        Constant("MaximumPages", module.MaximumPages);
        Constant("HeapAddress", (int)module.Globals[0].Initial);

        void Constant(string name, int value) => shape.Type.DefineField(
            name, core.Int32, FieldAttributes.Public | FieldAttributes.Static | FieldAttributes.Literal).SetConstant(value);
    }

    void Constructor(Shape shape)
    {
        var constructor = shape.Type.DefineConstructor(MethodAttributes.Family, CallingConventions.HasThis, []);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, core.Object.GetConstructor([])!);
        for (var i = 0; i < module.Globals.Count; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            if (module.Globals[i].Kind == ValueKind.I32)
                il.Emit(OpCodes.Ldc_I4, (int)module.Globals[i].Initial);
            else
                il.Emit(OpCodes.Ldc_I8, module.Globals[i].Initial);
            il.Emit(OpCodes.Stfld, shape.Globals[i]);
        }
        il.Emit(OpCodes.Ret);
    }
}
