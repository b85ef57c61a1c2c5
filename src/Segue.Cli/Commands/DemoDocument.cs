using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>The demonstration came to its end.</summary>
sealed record DemoDocument(string Postgres, int Revisions, double DurationMilliseconds) : Document;
