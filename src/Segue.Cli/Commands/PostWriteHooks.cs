using System.ComponentModel;
using System.Diagnostics;
using Segue.Cli.Output;
using Segue.Cli.Settings;

namespace Segue.Cli.Commands;

/// <summary>The commands of <c>postWriteHooks</c>: formatters and the like, run one after the other over a file that was just written.</summary>
static class PostWriteHooks
{
    const string FileToken = "{file}";

    /// <summary>Runs them; without a shell, in the folder of the project.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Error"/>: one failed. The file stays, those after it are not run.</exception>
    public static async Task RunAsync(Call call, string file, CancellationToken cancellationToken)
    {
        foreach (var hook in call.Workspace.Settings.PostWriteHooks)
        {
            var words = CommandWords.Of(hook).Select(word => word.Replace(FileToken, file, StringComparison.Ordinal)).ToList();
            if (words.Count == 0)
                throw Failed(hook, "is empty", file);
            await RunAsync(call, hook, words, file, cancellationToken);
        }
    }

    static async Task RunAsync(Call call, string hook, List<string> words, string file, CancellationToken cancellationToken)
    {
        using var process = Start(call.Workspace.Folder, hook, words, file);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            var said = Redact.Text((await output + await error).Trim());
            if (said.Length > 0)
                call.Terminal.Message(process.ExitCode == 0 ? MessageKind.Detail : MessageKind.Plain, said);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        if (process.ExitCode != 0)
            throw Failed(hook, $"ended with exit code {process.ExitCode}", file);
    }

    static Process Start(string folder, string hook, List<string> words, string file)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(words[0], words.Skip(1))
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception missing)
        {
            throw Failed(hook, $"cannot be started: {missing.Message}", file);
        }
    }

    public static SegueException Failed(string hook, string how, string file, params IReadOnlyList<Problem> problems) =>
        new(Failure.Error, $"The hook '{hook}' {how}.")
        {
            Problems = problems,
            State = $"the revision was written to {file} and is kept; hooks after this one were not run",
            Next = $"correct 'postWriteHooks' in {Workspace.FileName}, and run the hooks by hand or remove the file",
        };
}
