using System.CommandLine;
using System.CommandLine.Parsing;
using Segue.Sql;

namespace Segue.Cli;

/// <summary>What is wrong with a command line, all of it.</summary>
static class UsageProblems
{
    /// <summary>The error to stop with, or null where there is nothing wrong.</summary>
    public static SegueException? In(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var words = parse.UnmatchedTokens.Concat(OptionsTakenForArguments(parse)).ToList();
        // What follows a misspelled option is most likely its value.
        if (words.Exists(word => word.StartsWith('-')))
            words.RemoveAll(word => !word.StartsWith('-'));
        var unmatched = words.Select(word => Unknown(word, command)).ToList();
        var others = parse.Errors
            .Where(error => unmatched.Count == 0 || error.SymbolResult is not CommandResult)
            .Where(error => error.SymbolResult is not null && !parse.UnmatchedTokens.Any(word => error.Message.Contains($"'{word}'", StringComparison.Ordinal)))
            .Select(error => new Problem("usage", error.Message));
        Problem[] problems = [.. unmatched, .. others];
        return problems.Length == 0 ? null : new(Failure.Usage, problems.Length == 1 ? problems[0].ToString() : "The command line cannot be understood.")
        {
            Problems = problems.Length == 1 ? [] : problems,
            Next = (command is RootCommand ? "segue" : "segue " + command.Name) + " --help",
        };
    }

    // The parser gives an option it does not know to an argument that has room for it. "-1" is a revision, relative to the current one.
    static IEnumerable<string> OptionsTakenForArguments(ParseResult parse)
    {
        var before = parse.Tokens.TakeWhile(token => token.Type is not TokenType.DoubleDash);
        return before
            .Where(token => token.Type is TokenType.Argument && token.Value.Length > 1 && token.Value[0] == '-' && !char.IsAsciiDigit(token.Value[1]))
            .Where(token => parse.CommandResult.Children.OfType<ArgumentResult>().Any(argument => argument.Tokens.Contains(token)))
            .Select(token => token.Value);
    }

    static Problem Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        word = isOption ? word.Split('=', 2)[0] : word;
        var candidates = isOption
            ? command.Options.Concat(CommonOptions.All).Select(option => option.Name)
            : command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
        var kind = isOption ? "option" : command.Subcommands.Count > 0 ? "verb" : "argument";
        var nearest = Suggestion.For(word, candidates);
        var place = command is RootCommand || isOption ? "There is" : $"'{command.Name}' takes";
        return new("unknown-" + kind, $"{place} no {kind} '{word}'.")
        {
            Remedy = nearest,
        };
    }
}
