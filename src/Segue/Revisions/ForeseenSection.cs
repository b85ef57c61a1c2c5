namespace Segue.Revisions;

/// <summary>What a section of a C# revision would do, as far as that can be told without a database.</summary>
/// <param name="Direction">The section.</param>
/// <param name="Steps">Its steps; those before its first question, if it asks.</param>
public sealed record ForeseenSection(Direction Direction, IReadOnlyList<Step> Steps)
{
    /// <summary>Where it asks the database; null: it does not, and the steps are all.</summary>
    public SourceLocation? AskedAt { get; init; }

    /// <summary>Why there is no way back; null: there is, or nothing is said.</summary>
    public string? Irreversible { get; init; }

    /// <summary>All of the sections that a file has, in their order.</summary>
    /// <param name="project">Has <see cref="Project.Code"/>.</param>
    /// <param name="revision">A C# file.</param>
    /// <param name="cancellationToken">Stops the compiling.</param>
    /// <exception cref="SegueException">The file has problems; all of them are in it.</exception>
    public static async Task<IReadOnlyList<ForeseenSection>> OfAsync(Project project, RevisionHeader revision, CancellationToken cancellationToken = default)
    {
        var file = (await Plans.ReadAsync(project, [revision], cancellationToken).ConfigureAwait(false))[0];
        var sections = new List<ForeseenSection>();
        var problems = new List<Problem>();
        foreach (var direction in Enum.GetValues<Direction>())
        {
            if (!file.Code!.Has(direction))
                continue;
            var written = await CodeSection.WriteAsync(project, file, direction, null, cancellationToken).ConfigureAwait(false);
            problems.AddRange(written.Problems);
            var writer = new SectionWriter(project);
            writer.Begin(revision, direction);
            written.WriteTo(writer);
            sections.Add(new(direction, writer.ToPlan("").Steps) { AskedAt = written.AskedAt, Irreversible = written.WhyIrreversible?.Reason });
        }
        Plans.Refuse(problems);
        return sections;
    }
}
