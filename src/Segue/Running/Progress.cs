using Segue.Revisions;

namespace Segue.Running;

/// <summary>What earlier runs did of the revision that is half way, if one is.</summary>
/// <param name="Resumes">The latest of those runs; null: nothing is half way.</param>
/// <param name="Steps">The steps they journalled of the first revision of the plan, in the order of the plan.</param>
sealed record Progress(Guid? Resumes, IReadOnlyList<ProgressStep> Steps)
{
    public static Progress None { get; } = new(null, []);

    /// <summary>The step that was begun and whose end was not seen, or that failed: at most one, the first that is not done.</summary>
    public ProgressStep? Interrupted => Steps.FirstOrDefault(step => !step.IsDone);

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
                throw new SegueException(Failure.Checksum, $"{was.Id} is applied, and the file no longer says the same there{Code(now)}.")
                {
                    Location = now?.Source,
                    State = $"the first {done} steps of {was.Revision} are applied, the rest is not",
                    Next = "put the applied part of the file back as it was; what comes after it may be changed freely",
                };
            }
        }
        return done;
    }

    /// <summary>What asks may be given another answer while its file stays as it is.</summary>
    static string Code(Step? now) => now?.Source is { } source && RevisionHeader.IsCodeFile(source.File)
        ? ": the code was edited, or the database answers its questions otherwise than before"
        : "";
}
