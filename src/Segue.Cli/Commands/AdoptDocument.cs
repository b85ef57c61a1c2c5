using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>What <c>adopt</c> found in a folder and in the history of its tool.</summary>
/// <param name="Format">Whose folder it is.</param>
/// <param name="Project">What its journal in Segue's own tables is called.</param>
/// <param name="Revisions">How many there are.</param>
/// <param name="Heads">Ids of the heads.</param>
sealed record AdoptDocument(string Format, string Project, int Revisions, IReadOnlyList<string> Heads) : Document
{
    /// <summary>The tool's history; null: no database was asked, or it has none.</summary>
    public string? Table { get; init; }

    /// <summary>What the history says is applied.</summary>
    public IReadOnlyList<string>? Applied { get; init; }

    /// <summary>Versions in the history that the folder has not got.</summary>
    public IReadOnlyList<string>? WithoutFile { get; init; }

    /// <summary>Not in the history, though what stands on it is.</summary>
    public IReadOnlyList<string>? Gaps { get; init; }

    /// <summary>How many revisions entered Segue's applied set now.</summary>
    public int Entered { get; init; }

    /// <summary>The project that was written; null: none.</summary>
    public string? Converted { get; init; }
}
