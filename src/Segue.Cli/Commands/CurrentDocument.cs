using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>Where the database is.</summary>
sealed record CurrentDocument(IReadOnlyList<CurrentLine> Current) : Document;

/// <summary>An applied revision that nothing applied stands on.</summary>
sealed record CurrentLine(string Revision, string Title, bool Head, DateTimeOffset AppliedAt, string AppliedBy);
