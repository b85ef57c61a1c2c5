using Segue.Scripting;

namespace Segue.PostgresTests.Fixtures;

/// <summary>What C# revisions are compiled by: into a folder of this run.</summary>
static class CodeFolder
{
    public static string Path { get; } = Directory.CreateTempSubdirectory("segue-code-").FullName;

    public static RevisionCompiler Compiler { get; } = new(System.IO.Path.Combine(Path, "code"));
}
