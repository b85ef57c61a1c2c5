using System.ComponentModel;
using System.Diagnostics;

namespace Segue.Formats;

/// <summary>The program <c>alembic</c>, asked for SQL only: it is never given a database.</summary>
/// <param name="program">What to start.</param>
/// <param name="configuration">alembic.ini or pyproject.toml, absolute.</param>
/// <param name="root">File names in messages are relative to it.</param>
sealed class AlembicProgram(string program, string configuration, string root)
{
    const int LinesOfError = 3;

    /// <summary>What it said.</summary>
    /// <param name="HasSucceeded">It ended with 0.</param>
    /// <param name="Output">Standard output.</param>
    /// <param name="Error">The last words on standard error, in one line and without passwords.</param>
    /// <param name="Dialect">For which database it writes; null: it does not say.</param>
    public sealed record Answer(bool HasSucceeded, string Output, string Error, string? Dialect);

    string Folder => Path.GetDirectoryName(configuration)!;

    /// <summary>That of the project's virtual environment, else the one on the path.</summary>
    /// <exception cref="SegueException">The project says nowhere how Alembic is to be started.</exception>
    public static AlembicProgram Find(AlembicProject project, string root)
    {
        if (project.Configuration is not { } configuration)
        {
            throw new SegueException(Failure.Usage, $"There is no alembic.ini above {Path.GetRelativePath(root, project.Versions[0])}: alembic cannot be asked for the SQL of its revisions.")
            {
                State = "nothing was done",
                Next = "name the folder of alembic.ini with --folder",
            };
        }
        var name = OperatingSystem.IsWindows() ? Path.Combine("Scripts", "alembic.exe") : Path.Combine("bin", "alembic");
        var folder = Path.GetDirectoryName(configuration)!;
        string?[] environments = [Environment.GetEnvironmentVariable("VIRTUAL_ENV"), Path.Combine(folder, ".venv"), Path.Combine(folder, "venv")];
        var own = environments.Where(one => one is { Length: > 0 }).Select(one => Path.Combine(one!, name)).FirstOrDefault(File.Exists);
        return new(own ?? "alembic", configuration, root);
    }

    /// <summary>Starts it and waits for its end.</summary>
    /// <exception cref="SegueException">It is not installed, or writes for another database.</exception>
    public async Task<Answer> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        using var process = Start(words);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            var said = await error.ConfigureAwait(false);
            var answer = new Answer(process.ExitCode == 0, await output.ConfigureAwait(false), AlembicMessages.LastOf(said, LinesOfError), AlembicMessages.DialectIn(said));
            return answer.Dialect is null or "Postgresql" ? answer : throw Foreign(answer.Dialect);
        }
        catch
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>It could not even begin.</summary>
    public SegueException Failed(Answer answer) => new(Failure.Error, $"alembic makes no SQL of the revisions in {Shown}: {answer.Error}")
    {
        State = "nothing was done",
        Next = $"make 'alembic upgrade base:heads --sql' work in {Folder}; its env.py needs to know offline which database it writes for (sqlalchemy.url, or dialect_name=\"postgresql\")",
    };

    string Shown => Path.GetRelativePath(root, configuration);

    Process Start(IReadOnlyList<string> words)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        if (Path.GetExtension(configuration) == ".ini")
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(configuration);
        }
        foreach (var word in words)
            start.ArgumentList.Add(word);
        // Offline it has no need of a database; an env.py that goes for one nevertheless finds none by libpq's variables.
        start.Environment["PGHOST"] = Path.Combine(Path.GetTempPath(), "segue-no-database");
        start.Environment["PGPORT"] = "1";
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONUTF8"] = "1";
        start.Environment.Remove("PGPASSWORD");
        start.Environment.Remove("PGSERVICE");
        start.Environment.Remove("SEGUE__CONNECTION");
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new SegueException(Failure.Error, "The program alembic is not installed here; only it can make SQL of Alembic's revisions.", missing)
            {
                State = "nothing was done; the graph can be read without it",
                Next = "install it with what the project needs (pip install -r requirements.txt, or Debian's package alembic), or activate the project's virtual environment",
            };
        }
    }

    SegueException Foreign(string dialect) => new(Failure.Usage, $"alembic writes SQL for {dialect}, not for PostgreSQL.")
    {
        State = "nothing was done",
        Next = $"let sqlalchemy.url in {Shown}, or what env.py makes of it offline, be a postgresql:// one",
    };
}
