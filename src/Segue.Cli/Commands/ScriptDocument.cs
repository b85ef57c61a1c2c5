using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>What <c>--sql</c> writes.</summary>
sealed record ScriptDocument(string Purpose, string Digest, string Sql) : Document;
