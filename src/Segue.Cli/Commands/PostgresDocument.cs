using Segue.Cli.Output;

namespace Segue.Cli.Commands;

/// <summary>The project's private PostgreSQL.</summary>
sealed record PostgresDocument(string Folder, bool Running, int? Pid, int? Port) : Document;

/// <summary>Its address, password included: asked for to be given to another program.</summary>
sealed record PostgresUrlDocument(string Url) : Document;
