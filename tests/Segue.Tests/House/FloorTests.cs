using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Segue.Tests.House;

/// <summary>A folder of the library may use those above it in floors.txt, never one below: read from the source, by meaning, not by its text.</summary>
public sealed class FloorTests
{
    const string Library = "src/Segue/";

    static readonly string[] Floors = Repository.Read(Library + "floors.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void Every_folder_of_the_library_is_a_floor_and_every_floor_a_folder() =>
        Assert.Equal(
            Repository.Files("*.cs").Where(path => path.StartsWith(Library, StringComparison.Ordinal)).Select(FloorOf).OfType<string>().Distinct().Order(),
            Floors.Order());

    [Fact]
    public void The_root_of_the_namespace_holds_only_what_everybody_needs() =>
        Assert.Equal(
            ["Failure.cs", "Problem.cs", "SegueException.cs", "SourceLocation.cs"],
            Directory.GetFiles(Path.Combine(Repository.Root, Library), "*.cs").Select(Path.GetFileName).Order());

    [Fact]
    public void No_floor_uses_one_below_it()
    {
        var compilation = Compile();
        var offences = new List<string>();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var own = FloorOf(tree.FilePath);
            var level = own is null ? -1 : Array.IndexOf(Floors, own);
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name, TestContext.Current.CancellationToken).Symbol is not { } symbol)
                    continue;
                foreach (var place in symbol.Locations.Where(location => location.IsInSource))
                {
                    if (FloorOf(place.SourceTree!.FilePath) is { } used && Array.IndexOf(Floors, used) > level && symbol is not INamespaceSymbol)
                        offences.Add($"{tree.FilePath}:{name.GetLocation().GetLineSpan().StartLinePosition.Line + 1} uses {symbol} of {used}");
                }
            }
        }
        Assert.Empty(offences.Distinct());
    }

    static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = Repository.Files("*.cs").Where(path => path.StartsWith(Library, StringComparison.Ordinal))
            .Select(path => CSharpSyntaxTree.ParseText(Repository.Read(path), options, path));
        var usings = CSharpSyntaxTree.ParseText(
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
            + "global using System.Threading; global using System.Threading.Tasks;", options, "");
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != "Segue.dll").Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("Segue", [usings, .. trees], references);
    }

    /// <summary>The folder of the library a file lies in; null for the root, which is above all floors.</summary>
    static string? FloorOf(string path)
    {
        var parts = path.StartsWith(Library, StringComparison.Ordinal) ? path[Library.Length..].Split('/') : [];
        return parts.Length > 1 ? parts[0] : null;
    }
}
