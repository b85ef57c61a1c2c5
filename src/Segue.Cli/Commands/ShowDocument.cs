using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>A revision, read whole.</summary>
/// <param name="Revision">Its header.</param>
/// <param name="Checksum">Of its text: SHA-256, lower-case hex.</param>
/// <param name="Irreversible">Why it cannot be taken back.</param>
/// <param name="Statements">In the order of the file.</param>
/// <param name="Problems">What is wrong in the file.</param>
sealed record ShowDocument(
    RevisionLine Revision,
    string Checksum,
    string? Irreversible,
    IReadOnlyList<StatementLine> Statements,
    IReadOnlyList<ProblemLine> Problems) : Document;
