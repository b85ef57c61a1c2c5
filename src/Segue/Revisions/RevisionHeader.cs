namespace Segue.Revisions;

/// <summary>What the leading comment of a revision file says.</summary>
public sealed record RevisionHeader
{
    /// <summary>Letters, digits, <c>_</c> and <c>.</c>; unique in the project.</summary>
    public required string Id { get; init; }

    /// <summary>The file as the user knows it: relative to the project, with <c>/</c>.</summary>
    public required string File { get; init; }

    /// <summary>Where the file is read.</summary>
    public required string Path { get; init; }

    /// <summary>The parents: none for a base, several for a merge.</summary>
    public IReadOnlyList<string> Revises { get; init; } = [];

    /// <summary>Revisions of other branches that must be applied before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Names of the branch that begins here.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Who wrote it; null: not said.</summary>
    public string? Author { get; init; }

    /// <summary>The first line of the docstring; empty: there is none.</summary>
    public string Title { get; init; } = "";

    /// <summary>The text after the keys, without dashes; lines end in LF.</summary>
    public string Docstring { get; init; } = "";

    /// <summary>Run after a plan whenever its text changed, and no part of the graph.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Of an environment's data: SQL without a header, or CSV; repeatable.</summary>
    public bool IsSeed { get; init; }

    /// <summary>Where the id stands.</summary>
    public SourceLocation IdLocation { get; init; }

    /// <summary>Where the parents stand; at the id if there are none.</summary>
    public SourceLocation RevisesLocation { get => field.File is null ? IdLocation : field; init; }

    /// <summary>Where <see cref="DependsOn"/> stands; at the id if there is none.</summary>
    public SourceLocation DependsOnLocation { get => field.File is null ? IdLocation : field; init; }

    /// <summary>Where the labels stand; at the id if there are none.</summary>
    public SourceLocation LabelsLocation { get => field.File is null ? IdLocation : field; init; }

    /// <summary>Of the whole file; null where only headers were read.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>Of the text that header and checksum were made of; null: not known, and a file that is read is taken for another.</summary>
    internal TextDigest? ReadFrom { get; init; }

    /// <summary>What the history table of the tool it was written for calls it; null: it was written for Segue.</summary>
    public string? ForeignVersion { get; init; }

    /// <summary>What takes it back, where that stands in a file of its own; null: it does not, or there is none.</summary>
    public FilePlace? Downgrade { get; init; }

    /// <summary>How the file is to be read; null: as a Segue revision.</summary>
    public RevisionFormat? Format { get; init; }

    /// <summary>A C# file, which writes a plan itself.</summary>
    public bool IsCode => Format is null && IsCodeFile(File);

    internal static bool IsCodeFile(string file) => file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
