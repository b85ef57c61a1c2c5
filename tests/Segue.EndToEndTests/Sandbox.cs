using System.Diagnostics;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>A temporary folder in which the built program is run, with nothing of the developer's machine showing through.</summary>
public sealed class Sandbox : IDisposable
{
    /// <summary>Far more than anything takes; only something that hangs meets it.</summary>
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>The built program.</summary>
    public static string Program { get; } = FindProgram();

    readonly string _home = NewFolder("segue-home-");

    /// <summary>The working folder.</summary>
    public string Folder { get; } = NewFolder("segue-");

    /// <summary>What the program finds in its environment besides PATH and HOME.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public string Home => _home;

    /// <summary>Runs <c>segue</c> and waits for its end.</summary>
    public Outcome Segue(params string[] words) => EndAsync(Start(words)).GetAwaiter().GetResult();

    /// <summary>Waits for the end of a process that nobody talks to, and disposes of it.</summary>
    public static async Task<Outcome> EndAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(Longest);
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(limit.Token);
                var error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return new(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)} did not end within {Longest}.");
            }
        }
    }

    /// <summary>From now on the program finds this database in its environment.</summary>
    public Sandbox On(TestDatabase database)
    {
        Variables["SEGUE__CONNECTION"] = database.ConnectionString;
        return this;
    }

    /// <summary>Writes <c>versions/id.sql</c>: a header that revises the parent, and the text.</summary>
    public Sandbox Revision(string id, string? parent, string text)
    {
        Write($"versions/{id}.sql", $"-- revision: {id}\n{(parent is null ? "" : $"-- revises: {parent}\n")}--\n-- Title of {id}.\n\n{text}\n");
        return this;
    }

    /// <summary>Starts <c>segue</c> and does not wait; the caller disposes of it.</summary>
    public Process Start(params string[] words) => StartOther(Program, words);

    /// <summary>Starts another program in the same surroundings.</summary>
    public Process StartOther(string program, params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(program, words)
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

    // As folders of people are: where root runs the tests, a server of its own steps down and must still find its files.
    static string NewFolder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix).FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return folder;
    }

    // artifacts/bin/Segue.EndToEndTests/debug -> artifacts/bin/Segue.Cli/debug
    static string FindProgram()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(here.Parent!.Parent!.FullName, "Segue.Cli", here.Name, OperatingSystem.IsWindows() ? "segue.exe" : "segue");
        return File.Exists(program) ? program : throw new FileNotFoundException("Build Segue.Cli first.", program);
    }
}
