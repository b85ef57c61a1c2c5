using System.CommandLine;

namespace Segue.Cli;

/// <summary>A word of the command line: its options, and what it does.</summary>
/// <param name="name">As it is typed.</param>
/// <param name="description">One line for <c>--help</c>.</param>
abstract class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code: 0, or a <see cref="Failure"/>. What stops the work is thrown as a <see cref="SegueException"/>.</returns>
    public abstract Task<int> RunAsync(Call call, CancellationToken cancellationToken);

    /// <summary>For verbs that talk to a database.</summary>
    protected void AddConnectionOptions()
    {
        foreach (var option in CommonOptions.Connecting)
            Add(option);
    }
}
