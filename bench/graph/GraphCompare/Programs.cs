using System.Diagnostics;
using Segue.Compare;

namespace Segue.GraphCompare;

/// <summary>The two programs, run to their end with all they print read.</summary>
/// <param name="folder">Where the inputs are.</param>
/// <param name="segue">The published program.</param>
sealed class Programs(string folder, string segue)
{
    static readonly string AlembicProgram = Environment.GetEnvironmentVariable("ALEMBIC") ?? "alembic";

    public (TimeSpan Took, string Out) Segue(Target? database, params string[] words)
    {
        var start = new ProcessStartInfo(segue, words) { WorkingDirectory = Path.Combine(folder, "segue") };
        start.Environment["SEGUE_CACHE"] = Path.Combine(folder, "cache");
        start.Environment["PGGSSENCMODE"] = "disable";
        if (database is not null)
            start.Environment["DATABASE_URL"] = database.Url;
        return Run(start);
    }

    /// <param name="project">Its folder.</param>
    /// <param name="words">What it is told.</param>
    public (TimeSpan Took, string Out) Alembic(string project, params string[] words) =>
        Run(new(AlembicProgram, words) { WorkingDirectory = Path.Combine(folder, project) });

    static (TimeSpan Took, string Out) Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        var text = output.GetAwaiter().GetResult();
        var took = Stopwatch.GetElapsedTime(begun);
        return process.ExitCode == 0
            ? (took, text)
            : throw new InvalidOperationException($"{start.FileName} ended with {process.ExitCode}: {error.GetAwaiter().GetResult()}");
    }
}
