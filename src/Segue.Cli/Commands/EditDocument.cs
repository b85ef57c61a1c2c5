using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>The revision that was opened, and what is to be repaired in the project afterwards.</summary>
sealed record EditDocument(string Id, string File, IReadOnlyList<ProblemLine> Problems) : Document;
