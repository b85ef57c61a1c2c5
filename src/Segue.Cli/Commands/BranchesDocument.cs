using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>Where the lines part, newest first.</summary>
sealed record BranchesDocument(IReadOnlyList<BranchLine> Branches) : Document;

/// <summary>A branch point and what revises it.</summary>
sealed record BranchLine(RevisionLine Revision, IReadOnlyList<RevisionLine> Children);
