using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>The revision that was written.</summary>
sealed record RevisionDocument(string Id, IReadOnlyList<string> Revises, string File) : Document;
