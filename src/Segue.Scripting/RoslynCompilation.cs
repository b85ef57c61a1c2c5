using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Segue.Revisions;

namespace Segue.Scripting;

/// <summary>The compiler, with the settings that <c>dotnet run file.cs</c> has: implicit usings, nullable references, the latest language.</summary>
static class RoslynCompilation
{
    const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    static readonly CSharpParseOptions Parse = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest).WithFeatures([new("FileBasedProgram", "true")]);
    static readonly Lazy<MetadataReference[]> References = new(FindReferences);

    /// <summary>Whether the file is a whole program, with statements of its own beside its class.</summary>
    public static bool IsProgram(RevisionFile file) =>
        CSharpSyntaxTree.ParseText(file.Source.Text, Parse).GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);

    /// <summary>Null: there are errors; all of them are problems. Warnings are for editors.</summary>
    public static (byte[] Program, byte[] Symbols)? Compile(RevisionFile file, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(file.Source.Text, Encoding.UTF8), Parse, file.Header.Path, cancellationToken);
        var usings = CSharpSyntaxTree.ParseText(SourceText.From(Usings, Encoding.UTF8), Parse, "", cancellationToken);
        var isProgram = tree.GetCompilationUnitRoot(cancellationToken).Members.Any(member => member is GlobalStatementSyntax);
        var compilation = CSharpCompilation.Create($"revision {file.Header.Id}", [tree, usings], References.Value, new(
            isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Debug, nullableContextOptions: NullableContextOptions.Enable, deterministic: true));
        using var program = new MemoryStream();
        using var symbols = new MemoryStream();
        var result = compilation.Emit(program, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb), cancellationToken: cancellationToken);
        foreach (var error in result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error))
        {
            var at = error.Location.GetLineSpan().StartLinePosition;
            problems.Add(new("code-error", $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")
            {
                Location = new(file.Header.File, at.Line + 1, at.Character + 1),
            });
        }
        return result.Success ? (program.ToArray(), symbols.ToArray()) : null;
    }

    /// <summary>The framework and Segue as they are loaded here: what was compiled against them fits them.</summary>
    static MetadataReference[] FindReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal)
                || name is "Npgsql.dll" or "Segue.dll" or "Segue.Scripting.dll" or "netstandard.dll" or "mscorlib.dll" or "Microsoft.CSharp.dll"
                    or "Microsoft.Extensions.Logging.Abstractions.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
