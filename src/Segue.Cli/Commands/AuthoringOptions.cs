using System.CommandLine;

namespace Segue.Cli.Commands;

/// <summary>The options that <c>revision</c> and <c>merge</c> share.</summary>
static class AuthoringOptions
{
    public static Option<string?> Id { get; } = new("--rev-id")
    {
        Description = "The id, instead of one that is made.",
        HelpName = "ID",
    };

    public static Option<string[]> Labels { get; } = new("--branch-label")
    {
        Description = "A name for the branch that begins here; may be repeated.",
        HelpName = "LABEL",
    };

    public static Option<bool> Splice { get; } = new("--splice")
    {
        Description = "Allows a parent that is no head: a branch begins there.",
    };
}
