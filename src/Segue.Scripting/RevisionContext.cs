using System.Reflection;
using System.Runtime.Loader;

namespace Segue.Scripting;

/// <summary>Where a compiled revision lives. Segue and its driver are the host's own, or its types would not be ours.</summary>
/// <param name="name">The revision.</param>
/// <param name="program">The file beside which its packages lie; null: it has none.</param>
sealed class RevisionContext(string name, string? program) : AssemblyLoadContext(name)
{
    readonly AssemblyDependencyResolver? _packages = program is null ? null : new(program);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        IsShared(assemblyName.Name!) || _packages?.ResolveAssemblyToPath(assemblyName) is not { } path ? null : LoadFromAssemblyPath(path);

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _packages?.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    static bool IsShared(string name) => name is "Npgsql" or "Segue" or "Microsoft.Extensions.Logging.Abstractions" or "Microsoft.Extensions.DependencyInjection.Abstractions"
        || name.StartsWith("Segue.", StringComparison.Ordinal);
}
