using Segue.Revisions;
using Segue.Scripting;

namespace Segue.Tests.Scripting;

public sealed class RevisionCompilerTests : IDisposable
{
    const string Empty = "public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken) => Task.CompletedTask;";

    readonly string _folder = Directory.CreateTempSubdirectory("segue-compile-").FullName;

    string Cache => Path.Combine(_folder, "cache");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task All_errors_are_told_with_their_places_and_warnings_are_not()
    {
        var (code, problems) = await LoadAsync("using Segue.Revisions;\nclass A : CodeRevision\n{\n    int unused = 1;\n    " + Empty + "\n    int F() => nothing;\n    int G() => \"text\";\n}\n");

        Assert.Null(code);
        Assert.Equal(["versions/001_a.cs:8:16", "versions/001_a.cs:9:16"], problems.Select(problem => problem.Location.ToString()));
        Assert.StartsWith("CS0103: ", problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class A;", "no class in the file derives from CodeRevision")]
    [InlineData("abstract class A : CodeRevision;", "no class in the file derives from CodeRevision")]
    [InlineData("class A(int n) : CodeRevision { int N => n; " + Empty + " }", "A has no public constructor without parameters")]
    [InlineData("class A : CodeRevision { " + Empty + " } class B : A;", "2 classes in the file derive from CodeRevision: A, B")]
    public async Task There_is_one_class(string text, string objection)
    {
        var (code, problems) = await LoadAsync("using Segue.Revisions;\n" + text);

        Assert.Null(code);
        Assert.Equal(objection, Assert.Single(problems).Message);
    }

    [Theory]
    [InlineData("class A : CodeRevision { " + Empty + " }")]
    [InlineData("return await RevisionProgram.RunAsync<A>(args);\nsealed class A : CodeRevision { " + Empty + " }")]
    public async Task What_was_compiled_is_remembered_and_made_anew_where_it_is_damaged(string text)
    {
        text = "#:package Segue.Scripting@0.1.0\n#:property PublishAot=false\nusing Segue.Revisions; using Segue.Scripting;\n" + text;
        var (first, problems) = await LoadAsync(text);
        var program = Assert.Single(Directory.GetFiles(Cache, "*.dll", SearchOption.AllDirectories));
        var written = System.IO.File.GetLastWriteTimeUtc(program);
        var (second, _) = await LoadAsync(text);
        var again = System.IO.File.GetLastWriteTimeUtc(program);
        await System.IO.File.WriteAllTextAsync(program, "no program", TestContext.Current.CancellationToken);
        var (third, _) = await LoadAsync(text);
        var (other, _) = await LoadAsync(text + "\n// edited");

        Assert.Empty(problems);
        Assert.Equal(written, again);
        Assert.All([first, second, third, other], code => Assert.Equal("A", code!.GetType().Name));
        Assert.NotEqual("no program".Length, new FileInfo(program).Length);
        Assert.Equal(2, Directory.GetDirectories(Cache).Length);
    }

    [Fact]
    public async Task What_others_can_write_is_not_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Its folders have no modes.");
        const string Text = "using Segue.Revisions;\nclass A : CodeRevision { " + Empty + " }";
        await LoadAsync(Text);
        var program = Assert.Single(Directory.GetFiles(Cache, "*.dll", SearchOption.AllDirectories));
        var (other, _) = await LoadAsync(Text.Replace("class A", "class B", StringComparison.Ordinal));
        System.IO.File.Copy(Directory.GetFiles(Cache, "*.dll", SearchOption.AllDirectories).Single(file => file != program), program, overwrite: true);
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(Path.GetDirectoryName(program)!, (UnixFileMode)0x1FF);

        var (own, _) = await LoadAsync(Text);

        Assert.Equal(("A", "B"), (own!.GetType().Name, other!.GetType().Name));
    }

    [Theory]
    [InlineData("#:package Humanizer.Core@2", true)]
    [InlineData("#:project ../Other/Other.csproj", true)]
    [InlineData("#:sdk Microsoft.NET.Sdk.Web", true)]
    [InlineData("#:package Segue.Scripting@0.1.0", false)]
    [InlineData("#:project ../../src/Segue.Scripting", false)]
    [InlineData("#:project ..\\..\\src\\Segue.Scripting\\Segue.Scripting.csproj", false)]
    [InlineData("#:property PublishAot=false", false)]
    [InlineData("using System;\n#:package Humanizer.Core@2", false)]
    public void What_the_host_has_not_got_is_foreign(string lines, bool isForeign) =>
        Assert.Equal(isForeign, ProgramDirective.In(new("#!/usr/bin/env dotnet\n// revision: a\n\n" + lines, "a.cs")).Any(directive => directive.IsForeign));

    [Fact]
    public void What_the_SDK_says_becomes_problems()
    {
        var problems = new List<Problem>();
        var file = File("class A;");
        BuildErrors.Add($"{file.Header.Path}(3,7): error CS0103: no such name [x.csproj]\n/tmp/x.csproj : error NU1101: no such package [x.csproj]\n", file, problems);
        BuildErrors.Add("No .NET SDKs were found.", file, problems);

        Assert.Equal(["versions/001_a.cs:3:7", "versions/001_a.cs:1:1", "versions/001_a.cs:1:1"], problems.Select(problem => problem.Location.ToString()));
        Assert.Equal(["CS0103: no such name", "NU1101: no such package"], problems.Take(2).Select(problem => problem.Message));
        Assert.Equal("sdk-missing", problems[2].Code);
    }

    async Task<(CodeRevision? Code, List<Problem> Problems)> LoadAsync(string text)
    {
        var problems = new List<Problem>();
        var code = await new RevisionCompiler(Cache).LoadAsync(File(text), problems, TestContext.Current.CancellationToken);
        return (code, problems);
    }

    RevisionFile File(string text) => RevisionFile.Read(
        "// revision: 001_a\n\n" + text, Path.Combine(_folder, "versions", "001_a.cs"), "versions/001_a.cs", new Dictionary<string, string>(), [])!;
}
