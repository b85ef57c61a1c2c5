using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>What <c>init</c> wrote.</summary>
sealed record InitDocument(string Folder, IReadOnlyList<string> Files) : Document;
