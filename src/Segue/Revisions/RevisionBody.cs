using System.Collections.Immutable;

namespace Segue.Revisions;

/// <summary>What a revision file does.</summary>
public sealed record RevisionBody
{
    /// <summary>What applies the revision.</summary>
    public ImmutableArray<RevisionStatement> Upgrade { get; init; } = [];

    /// <summary>What takes it back.</summary>
    public ImmutableArray<RevisionStatement> Downgrade { get; init; } = [];

    /// <summary>Queries that must return no row, or true.</summary>
    public ImmutableArray<RevisionStatement> Verify { get; init; } = [];

    /// <summary>What <c>segue run</c> does on demand.</summary>
    public ImmutableArray<RevisionStatement> Run { get; init; } = [];

    /// <summary>Why it cannot be taken back; null: it can, or nothing is said.</summary>
    public string? Irreversible { get; init; }

    /// <summary>
    /// <c>to-mark [name]</c>, instead of a run section: going back to a mark, the latest if the name is empty; null: not said.
    /// </summary>
    public string? ToMark { get; init; }

    /// <summary>The sections that stand in the file, empty ones too; a file without any section directive has <c>Upgrade</c>.</summary>
    public ImmutableArray<RevisionSection> Sections { get; init; } = [];

    /// <summary><c>-- segue: verbatim</c>: what looks like a placeholder is none.</summary>
    public bool IsVerbatim { get; init; }

    /// <summary>The section stands in the file, though it may be empty.</summary>
    public bool Has(RevisionSection section) => Sections.Contains(section);

    /// <summary>The statements of a section.</summary>
    public ImmutableArray<RevisionStatement> this[RevisionSection section] => section switch
    {
        RevisionSection.Upgrade => Upgrade,
        RevisionSection.Downgrade => Downgrade,
        RevisionSection.Verify => Verify,
        _ => Run,
    };
}
