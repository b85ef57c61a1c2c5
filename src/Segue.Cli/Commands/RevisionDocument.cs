using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>The revision that was written.</summary>
sealed record RevisionDocument(
    string Id, IReadOnlyList<string> Revises, IReadOnlyList<string> DependsOn, IReadOnlyList<string> Labels, string File) : Document;
