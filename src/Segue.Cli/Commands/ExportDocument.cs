using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>A file that was written.</summary>
sealed record ExportDocument(string File, long Bytes) : Document;
