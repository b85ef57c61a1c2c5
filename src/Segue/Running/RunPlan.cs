using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Carries out a plan that another part of the library made.</summary>
public static class RunPlan
{
    /// <summary>Carries it out under the advisory lock, journalled like every other.</summary>
    /// <param name="project">Whose journal.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="plan">What to do; its steps are of <see cref="Direction.Run"/>.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels the statement on the server and rolls the open transaction back.</param>
    public static Task<RunResult> RunAsync(Project project, Database database, Plan plan, RunOptions options, CancellationToken cancellationToken = default) =>
        Occasion.RunAsync(project, database, options, (_, _) => Task.FromResult(plan), cancellationToken);
}
