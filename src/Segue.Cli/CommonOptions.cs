using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Segue.Cli.Output;
using Segue.Cli.Settings;

namespace Segue.Cli;

/// <summary>The options that mean the same on every verb.</summary>
static class CommonOptions
{
    public static Option<string?> Project { get; } = new("--project")
    {
        Description = "The folder of segue.json, or the file itself; without it, segue.json is looked for upwards from here.",
        HelpName = "PATH",
        Recursive = true,
    };

    public static Option<string?> Environment { get; } = new("--env")
    {
        Description = "The environment of segue.json; default SEGUE_ENV, DOTNET_ENVIRONMENT, ASPNETCORE_ENVIRONMENT, then Development.",
        HelpName = "NAME",
        Recursive = true,
    };

    public static Option<string?> Folder { get; } = new("--folder")
    {
        Description = "Reads the revisions of this folder, Segue's or another tool's, instead of those of segue.json; none is needed then.",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<string?> Format { get; } = new("--format")
    {
        Description = "Whose revisions --folder holds, where that cannot be seen: diesel, flyway, ...",
        HelpName = "NAME",
        Recursive = true,
    };

    public static Option<string[]> Variables { get; } = new("--var", "-x")
    {
        Description = "The value of a placeholder ${name}; may be repeated.",
        HelpName = "NAME=VALUE",
        Recursive = true,
        Validators = { EachIsAPair },
    };

    public static Option<OutputFormat> Output { get; } = new("--output", "-o")
    {
        Description = "What standard output carries: text, or one JSON document.",
        HelpName = "text|json",
        CustomParser = ParseChoice<OutputFormat>,
        Recursive = true,
    };

    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "More about what is going on, and the stack of an unexpected error.",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Only errors.",
        Recursive = true,
    };

    public static Option<OutputFormat> LogFormat { get; } = new("--log-format")
    {
        Description = "How the log on standard error is written: text, or one JSON object a line.",
        HelpName = "text|json",
        CustomParser = ParseChoice<OutputFormat>,
        Recursive = true,
    };

    public static Option<string?> Connection { get; } = new("--connection")
    {
        Description = "An Npgsql connection string, a postgres:// URL, or psql's host=... dbname=...",
        HelpName = "STRING",
    };

    public static Option<string?> ConnectionName { get; } = new("--connection-name")
    {
        Description = "The name of a connection string in appsettings.json, the user secrets or ConnectionStrings__NAME.",
        HelpName = "NAME",
    };

    public static Option<TimeSpan> Wait { get; } = new("--wait")
    {
        Description = "How long to wait for a server that is coming up: 30s, 2min. Default: not at all.",
        HelpName = "DURATION",
        CustomParser = ParseDuration,
    };

    public static Option<bool> CreateDatabase { get; } = new("--create-database")
    {
        Description = "Creates the database if it does not exist.",
    };

    public static Option<string?> Tag { get; } = new("--tag")
    {
        Description = "Any text: written into the journal beside the run, and the value of ${segue.tag}.",
        HelpName = "TEXT",
    };

    /// <summary>Instead of an answer at the terminal.</summary>
    public static Option<bool> Yes { get; } = new("--yes", "-y")
    {
        Description = "Does not ask: yes.",
    };

    /// <summary>On every verb.</summary>
    public static IReadOnlyList<Option> All { get; } = [Project, Environment, Folder, Format, Variables, Output, Verbose, Quiet, LogFormat];

    /// <summary>On verbs that talk to a database.</summary>
    public static IReadOnlyList<Option> Connecting { get; } = [Connection, ConnectionName, Wait, CreateDatabase, Yes];

    /// <summary>A parser for options that take a duration.</summary>
    public static TimeSpan ParseDuration(ArgumentResult argument)
    {
        if (Duration.TryParse(argument.Tokens[0].Value, out var duration))
            return duration;
        argument.AddError($"'{argument.Tokens[0].Value}' is no duration: {Duration.Examples}.");
        return default;
    }

    /// <summary>A parser for options with a few values, spelled <c>like-this</c>.</summary>
    public static T ParseChoice<T>(ArgumentResult argument)
        where T : struct, Enum
    {
        var word = argument.Tokens[0].Value;
        var choices = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));
        if (choices.TryGetValue(word, out var choice))
            return choice;
        argument.AddError($"'{word}' is none of {string.Join(", ", choices.Keys)}.");
        return default;
    }

    static void EachIsAPair(OptionResult option)
    {
        foreach (var token in option.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            option.AddError($"'{token.Value}' must have the form NAME=VALUE.");
    }
}
