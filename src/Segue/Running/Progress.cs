using Segue.Revisions;

namespace Segue.Running;

/// <summary>What earlier runs did of the revision that is half way, if one is.</summary>
/// <param name="Resumes">The latest of those runs; null: nothing is half way.</param>
/// <param name="Steps">The steps they journalled of the first revision of the plan, in the order of the plan.</param>
sealed record Progress(Guid? Resumes, IReadOnlyList<ProgressStep> Steps)
{
    public static Progress None { get; } = new(null, []);

    /// <summary>How many steps of the plan are done. Proves that what was applied is what the file still says.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Checksum"/>: the applied part of the file was changed.</exception>
    public int Skip(Plan plan)
    {
        var done = Steps.Count(step => step.IsDone);
        for (var index = 0; index < done; index++)
        {
            var was = Steps[index];
            var now = index < plan.Steps.Length ? plan.Steps[index] : null;
            if (now is null || now.Id != was.Id || now.Digest != was.Digest)
            {
                throw new SegueException(Failure.Checksum, $"{was.Id} is applied, and the file no longer says the same there.")
                {
                    Location = now?.Source,
                    State = $"the first {done} steps of {was.Revision} are applied, the rest is not",
                    Next = "put the applied part of the file back as it was; what comes after it may be changed freely",
                };
            }
        }
        return done;
    }

    /// <summary>The step was begun by an earlier run, and that run did not see its end.</summary>
    public bool WasInterrupted(Step step) => Steps.Any(earlier => earlier.Id == step.Id && !earlier.IsDone);

    /// <summary>What to do with an interrupted step that no probe can judge: true if it counts as done.</summary>
    /// <exception cref="SegueException"><see cref="Failure.HalfWay"/>: a person has to look.</exception>
    public bool Decide(Step step, Undecided undecided)
    {
        // The server itself said that it failed: nothing happened, or what happened is the statement's own affair.
        if (Steps.Any(earlier => earlier.Id == step.Id && earlier.IsFailed))
            return false;
        return undecided switch
        {
            Undecided.Again => false,
            Undecided.Done => true,
            _ => throw new SegueException(Failure.HalfWay, $"{step.Id} was interrupted, and whether it happened cannot be asked of the catalog.")
            {
                Location = step.Source,
                State = $"{step.Revision} is half way: the steps before {step.Id} are applied",
                Next = "look at the database, then run the command again with --interrupted again or --interrupted done",
            },
        };
    }
}
