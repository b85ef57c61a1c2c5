using System.Text.RegularExpressions;

namespace Segue.Grammar.Build.Decode;

/// <summary>
/// Emscripten shortens the names of imports and exports to single letters, anew with every build. The script it writes beside the
/// module says which letter stands for what.
/// </summary>
sealed partial class Glue
{
    /// <summary>The C name of an import by its letter.</summary>
    public required IReadOnlyDictionary<string, string> Imports { get; init; }

    /// <summary>The C name of an export by its letter.</summary>
    public required IReadOnlyDictionary<string, string> Exports { get; init; }

    /// <summary>The letter of the export that runs the C constructors.</summary>
    public required string Constructors { get; init; }

    public static Glue Read(string script)
    {
        var imports = Part(ImportList, script, "the list wasmImports").Split(',').Select(pair => pair.Split(':'));
        var exports = ExportOf.Matches(Part(ExportList, script, "the function assignWasmExports"));
        return new Glue
        {
            Imports = imports.ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim()),
            Exports = exports.ToDictionary(match => match.Groups["letter"].Value, match => match.Groups["name"].Value),
            Constructors = Part(ConstructorCall, script, "the call of the C constructors"),
        };
    }

    static string Part(Regex pattern, string script, string what) =>
        pattern.Match(script) is { Success: true } match
            ? match.Groups[1].Value
            : throw new InvalidDataException($"the script beside the module has no longer {what}: the build of libpg-query changed");

    [GeneratedRegex(@"wasmImports=\{([^}]*)\}")]
    static partial Regex ImportList { get; }

    [GeneratedRegex(@"function assignWasmExports\(wasmExports\)\{([^}]*)\}")]
    static partial Regex ExportList { get; }

    [GeneratedRegex(@"(?<name>\w+)=(?:Module\[""\w+""\]=)?(?:\w+=)?wasmExports\[""(?<letter>\w+)""\]")]
    static partial Regex ExportOf { get; }

    [GeneratedRegex(@"TTY\.init\(\);wasmExports\[""(\w+)""\]\(\)")]
    static partial Regex ConstructorCall { get; }
}
