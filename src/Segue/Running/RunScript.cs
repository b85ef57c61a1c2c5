using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Runs a plain SQL script that is no revision: data to look at, queries to show.</summary>
public static class RunScript
{
    /// <summary>Runs it, each statement in a transaction of its own. Locks: those of its statements; an advisory lock over the whole run.</summary>
    /// <param name="project">Gives placeholders and patience.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="path">The script; relative to the project or absolute.</param>
    /// <param name="options">How; <see cref="RunOptions.Tell"/> receives the rows.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the open transaction back.</param>
    /// <exception cref="SegueException">The script has problems, or a statement failed; those before it stay done.</exception>
    public static async Task<RunResult> RunAsync(
        Project project, Database database, string path, RunOptions options, CancellationToken cancellationToken = default)
    {
        var plan = await Plans.ScriptAsync(project, path, cancellationToken).ConfigureAwait(false);
        return await RunPlan.RunAsync(project, database, plan, options, cancellationToken).ConfigureAwait(false);
    }
}
