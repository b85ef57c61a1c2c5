using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>Where the database is.</summary>
/// <param name="Current">Applied revisions that nothing applied stands on, and those without a file here.</param>
/// <param name="AtHeads">Whether every revision is applied, so that the database stands at all effective heads.</param>
/// <param name="Missing">The effective heads that are not applied.</param>
/// <param name="Gaps">Revisions that are not applied though something applied stands on them.</param>
sealed record CurrentDocument(
    IReadOnlyList<CurrentLine> Current, bool AtHeads, IReadOnlyList<string> Missing, IReadOnlyList<string> Gaps) : Document;

/// <summary>An applied revision that nothing applied stands on.</summary>
/// <param name="Revision">Its id.</param>
/// <param name="Title">The first line of its docstring.</param>
/// <param name="Head">Whether it is an effective head: no other one revises it or depends on it.</param>
/// <param name="Orphan">Whether it has no file here.</param>
/// <param name="AppliedAt">When it was applied.</param>
/// <param name="AppliedBy">By whom.</param>
sealed record CurrentLine(string Revision, string Title, bool Head, bool Orphan, DateTimeOffset AppliedAt, string AppliedBy);
