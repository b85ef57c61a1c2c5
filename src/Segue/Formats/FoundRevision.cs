using Segue.Revisions;

namespace Segue.Formats;

/// <summary>A revision as far as names of files tell.</summary>
/// <param name="Version">As the tool's history calls it.</param>
/// <param name="Id">In Segue.</param>
/// <param name="Title">In words.</param>
/// <param name="Upgrade">Absolute path of the file that applies it.</param>
/// <param name="Downgrade">Absolute path of the file that takes it back, where that is another one and it exists.</param>
sealed record FoundRevision(string Version, string Id, string Title, string Upgrade, string? Downgrade)
{
    public bool IsRepeatable { get; init; }

    public RevisionHeader ToHeader(RevisionFormat format, string root)
    {
        var place = FilePlace.Of(Upgrade, root);
        return new()
        {
            Id = Id,
            File = place.File,
            Path = place.Path,
            Title = Title,
            ForeignVersion = Version,
            Downgrade = Downgrade is null ? null : FilePlace.Of(Downgrade, root),
            IsRepeatable = IsRepeatable,
            IdLocation = new(place.File, 1, 1),
            Format = format,
        };
    }
}
