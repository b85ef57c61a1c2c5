using System.Diagnostics;

namespace Segue.EndToEndTests;

/// <summary>A temporary folder in which the built program is run, with nothing of the developer's machine showing through.</summary>
public sealed class Sandbox : IDisposable
{
    static readonly string Program = FindProgram();

    readonly string _home = Directory.CreateTempSubdirectory("segue-home-").FullName;

    /// <summary>The working folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("segue-").FullName;

    /// <summary>What the program finds in its environment besides PATH and HOME.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string Home => _home;

    /// <summary>Runs <c>segue</c> and waits for its end.</summary>
    public Outcome Segue(params string[] words)
    {
        using var process = Start(words);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        process.WaitForExit();
        return new(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts <c>segue</c> and does not wait; the caller disposes of it.</summary>
    public Process Start(params string[] words)
    {
        var start = new ProcessStartInfo(Program, words)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] kept = ["PATH", "DOTNET_ROOT", "TMPDIR", "TEMP", "TMP", "SystemRoot"];
        foreach (var name in start.Environment.Keys.Except(kept).ToList())
            start.Environment.Remove(name);
        start.Environment["HOME"] = start.Environment["USERPROFILE"] = _home;
        start.Environment["SEGUE_CACHE"] = Path.Combine(_home, "cache");
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Writes a file, making its folder.</summary>
    public string Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public bool Has(string path) => Path.Exists(Path.Combine(Folder, path));

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        Directory.Delete(_home, recursive: true);
    }

    // artifacts/bin/Segue.EndToEndTests/debug -> artifacts/bin/Segue.Cli/debug
    static string FindProgram()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Segue.Cli", here.Name, OperatingSystem.IsWindows() ? "segue.exe" : "segue");
        return File.Exists(program) ? program : throw new FileNotFoundException("Build Segue.Cli first.", program);
    }
}
