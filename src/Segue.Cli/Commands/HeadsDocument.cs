using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>The revisions that no other one revises.</summary>
sealed record HeadsDocument(IReadOnlyList<RevisionLine> Heads) : Document;
