using Segue.Revisions;

namespace Segue.Formats;

/// <summary>A change of a Sqitch plan.</summary>
/// <param name="Name">As the plan calls it.</param>
/// <param name="Number">1; of a change that was reworked, 2, 3 ...: a plan only grows at its end, so that numbers stay.</param>
/// <param name="Location">Its line in the plan.</param>
sealed record SqitchChange(string Name, int Number, SourceLocation Location)
{
    /// <summary>When it was planned, as the plan writes it; empty: it does not.</summary>
    public string PlannedAt { get; init; } = "";

    /// <summary>Who planned it; empty: the plan does not say.</summary>
    public string Planner { get; init; } = "";

    /// <summary>Why; empty: the plan does not say.</summary>
    public string Note { get; init; } = "";

    /// <summary>Ids of those it requires.</summary>
    public List<string> Requires { get; } = [];

    /// <summary>Without their <c>@</c>.</summary>
    public List<string> Tags { get; } = [];

    /// <summary>Of a change that was reworked later: the tags that its scripts may be named after. Else empty.</summary>
    public List<string> ReworkTags { get; } = [];

    /// <summary>In Segue.</summary>
    public string Id => ForeignName.ToId(Number == 1 ? Name : $"{Name}.{Number}");

    public RevisionHeader ToHeader(RevisionFormat format, string project, FilePlace deploy, FilePlace? revert) => new()
    {
        Id = Id,
        // One registry holds the changes of all projects of a database.
        ForeignVersion = $"{project}:{Name} {PlannedAt}",
        File = deploy.File,
        Path = deploy.Path,
        Downgrade = revert,
        DependsOn = Requires,
        Labels = [.. Tags.Select(ForeignName.ToId)],
        Author = Planner.Length > 0 ? Planner : null,
        Title = Note.Split('\n')[0] is { Length: > 0 } title ? title : ForeignName.ToTitle(Name),
        Docstring = Note,
        IdLocation = Location,
        Format = format,
    };
}
