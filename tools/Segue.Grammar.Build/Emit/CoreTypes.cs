using System.Reflection;
using Segue.Grammar.Build.Decode;

namespace Segue.Grammar.Build.Emit;

/// <summary>
/// The types of the framework as the reference pack shows them. The running program's own types would tie the result to this runtime's
/// private assemblies, which neither the compiler nor NativeAOT accepts.
/// </summary>
sealed class CoreTypes : IDisposable
{
    readonly MetadataLoadContext _context;
    readonly Assembly _runtime;

    public CoreTypes(string referenceFolder)
    {
        _context = new MetadataLoadContext(new PathAssemblyResolver(Directory.GetFiles(referenceFolder, "*.dll")), "System.Runtime");
        _runtime = _context.LoadFromAssemblyName("System.Runtime");
        (Int32, Int64, Single, Double) = (Find("System.Int32"), Find("System.Int64"), Find("System.Single"), Find("System.Double"));
        (Void, String, Object, Exception) =
            (Find("System.Void"), Find("System.String"), Find("System.Object"), Find("System.Exception"));
        BytePointer = Find("System.Byte").MakePointerType();
    }

    public Assembly Core => _context.CoreAssembly!;

    public Type Int32 { get; }

    public Type Int64 { get; }

    public Type Single { get; }

    public Type Double { get; }

    public Type Void { get; }

    public Type String { get; }

    public Type Object { get; }

    public Type Exception { get; }

    public Type BytePointer { get; }

    public Type Of(ValueKind kind) => kind switch
    {
        ValueKind.I32 => Int32,
        ValueKind.I64 => Int64,
        ValueKind.F32 => Single,
        _ => Double,
    };

    public Type Of(ValueKind? kind) => kind is { } some ? Of(some) : Void;

    public Type Find(string name) => _runtime.GetType(name, throwOnError: true)!;

    public MethodInfo Method(string type, string name, params Type[] parameters) =>
        Find(type).GetMethod(name, parameters) ?? throw new MissingMethodException(type, name);

    public void Dispose() => _context.Dispose();
}
