using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>What was checked.</summary>
sealed record CheckDocument(int ExitCode, int Revisions, IReadOnlyList<CheckLine> Checks) : Document;
