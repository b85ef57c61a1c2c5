using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Security;
using System.Text;
using Segue.Revisions;

namespace Segue.Scripting;

/// <summary>
/// Builds a file that needs packages of its own, by the .NET SDK: as a project beside the cache, with the file's <c>#:</c> lines in it and with
/// Segue and its driver as this process has them, so that the types are the same.
/// </summary>
static class SdkBuild
{
    const string ProjectName = "revision.csproj";
    static readonly string[] Shared = ["Segue", "Segue.Scripting", "Segue.Grammar", "Npgsql", "Microsoft.Extensions.Logging.Abstractions"];

    public static async Task<Assembly?> AssemblyAsync(
        RevisionFile file, IReadOnlyList<ProgramDirective> directives, string folder, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "out", "revision.dll");
        if (!File.Exists(program) || !CompiledFolder.IsPrivate(folder))
        {
            CompiledFolder.Create(folder);
            // Built beside its place: what was interrupted is never taken for whole.
            var work = Path.Combine(folder, Path.GetRandomFileName());
            CompiledFolder.Create(work);
            try
            {
                await File.WriteAllTextAsync(Path.Combine(work, ProjectName), ProjectOf(file, directives), cancellationToken).ConfigureAwait(false);
                if (!await BuildAsync(file, work, problems, cancellationToken).ConfigureAwait(false))
                    return null;
                if (!File.Exists(program))
                    Directory.Move(Path.Combine(work, "out"), Path.Combine(folder, "out"));
            }
            finally
            {
                Directory.Delete(work, recursive: true);
            }
        }
        return new RevisionContext(file.Header.Id, program).LoadFromAssemblyPath(program);
    }

    static string ProjectOf(RevisionFile file, IReadOnlyList<ProgramDirective> directives)
    {
        var here = Path.GetDirectoryName(file.Header.Path)!;
        var project = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"<Project Sdk=\"{Text(directives.FirstOrDefault(one => one.Kind == "sdk")?.Value.Replace('@', '/') ?? "Microsoft.NET.Sdk")}\">");
        project.AppendLine("  <PropertyGroup>");
        Property("OutputType", RoslynCompilation.IsProgram(file) ? "Exe" : "Library");
        Property("TargetFramework", $"net{Environment.Version.Major}.0");
        Property("ImplicitUsings", "enable");
        Property("Nullable", "enable");
        Property("LangVersion", "latest");
        Property("EnableDynamicLoading", "true");
        Property("EnableDefaultItems", "false");
        Property("UseAppHost", "false");
        Property("AssemblyName", "revision");
        Property("Features", "$(Features);FileBasedProgram");
        // Feeds that the project's own nuget.config names.
        Property("RestoreRootConfigDirectory", here);
        foreach (var property in directives.Where(one => one.Kind == "property"))
        {
            if (property.Value.Split('=', 2) is [var name, var value])
                Property(name.Trim(), value.Trim());
        }
        project.AppendLine("  </PropertyGroup>").AppendLine("  <ItemGroup>");
        project.AppendLine(CultureInfo.InvariantCulture, $"    <Compile Include=\"{Text(file.Header.Path)}\" />");
        foreach (var directive in directives.Where(one => one is { IsOurs: false, Kind: "package" }))
        {
            var (name, version) = directive.Value.Split('@', 2) is [var left, var right] ? (left, right) : (directive.Value, "*");
            project.AppendLine(CultureInfo.InvariantCulture, $"    <PackageReference Include=\"{Text(name.Trim())}\" Version=\"{Text(version.Trim())}\" />");
        }
        foreach (var directive in directives.Where(one => one is { IsOurs: false, Kind: "project" }))
            project.AppendLine(CultureInfo.InvariantCulture, $"    <ProjectReference Include=\"{Text(ProjectFile(Path.GetFullPath(directive.Value, here)))}\" />");
        foreach (var path in Shared.Select(LocationOf).Where(path => path.Length > 0))
            project.AppendLine(CultureInfo.InvariantCulture, $"    <Reference Include=\"{Text(path)}\" Private=\"false\" />");
        return project.AppendLine("  </ItemGroup>").AppendLine("</Project>").ToString();

        void Property(string name, string value) => project.AppendLine(CultureInfo.InvariantCulture, $"    <{name}>{Text(value)}</{name}>");
    }

    /// <summary>A folder stands for the one project in it.</summary>
    static string ProjectFile(string path) => Directory.Exists(path) && Directory.GetFiles(path, "*.csproj") is [var only] ? only : path;

    static string LocationOf(string assembly)
    {
        try
        {
            return Assembly.Load(assembly).Location;
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    static async Task<bool> BuildAsync(RevisionFile file, string work, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
            ["build", ProjectName, "-c", "Release", "-o", "out", "--nologo", "-v", "quiet", "-clp:NoSummary", "-p:UseArtifactsOutput=false", "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryBuildTargets=false", "-p:ImportDirectoryPackagesProps=false"])
        {
            WorkingDirectory = work,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1" },
        };
        try
        {
            using var build = Process.Start(start)!;
            var output = build.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = build.StandardError.ReadToEndAsync(cancellationToken);
            try
            {
                await build.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                build.Kill(entireProcessTree: true);
                throw;
            }
            var said = await output.ConfigureAwait(false) + await error.ConfigureAwait(false);
            if (build.ExitCode != 0)
                BuildErrors.Add(said, file, problems);
            return build.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            problems.Add(BuildErrors.NoSdk(file));
            return false;
        }
    }

    static string Text(string text) => SecurityElement.Escape(text);
}
