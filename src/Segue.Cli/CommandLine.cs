using System.CommandLine;
using System.CommandLine.Invocation;
using Segue.Cli.Commands;
using Segue.Cli.Output;

namespace Segue.Cli;

/// <summary>From the words of a command line to an exit code.</summary>
static class CommandLine
{
    /// <summary>The program, with the streams, the environment and the working folder of this process.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> words)
    {
        using var cancellation = new Cancellation();
        var surroundings = Surroundings.OfThisProcess();
        using var terminal = Terminal.OfThisProcess(surroundings.Variable);
        return await RunAsync(words, terminal, surroundings, cancellation.Token);
    }

    /// <summary>The same with everything given, for tests.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> words, Terminal terminal, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var root = Build();
        var parse = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (words.Count == 0)
        {
            root.Parse(["--help"]).Invoke(new() { Output = terminal.Error });
            return (int)Failure.Usage;
        }

        // Help, the version beside other words, and what shells ask to complete a word.
        if (parse.Action is not (null or ParseErrorAction))
            return parse.Invoke(new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false });

        var call = new Call(parse, terminal, surroundings);
        terminal.Quiet = call.Value(CommonOptions.Quiet);
        terminal.Verbose = call.Value(CommonOptions.Verbose);
        try
        {
            if (UsageProblems.In(parse) is { } problems)
                throw problems;
            return await ((Verb)parse.CommandResult.Command).RunAsync(call, cancellationToken);
        }
        catch (Exception failure)
        {
            return Failures.Report(failure, call, cancellationToken);
        }
    }

    /// <summary>Every verb and every common option; also what the reference pages are made from.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("Moves a PostgreSQL database from one version of its schema to the next.");
        foreach (var option in CommonOptions.All)
            root.Add(option);
        foreach (var verb in Verbs.All())
            root.Add(verb);
        return root;
    }
}
