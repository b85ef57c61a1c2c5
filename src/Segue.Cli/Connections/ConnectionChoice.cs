namespace Segue.Cli.Connections;

/// <summary>The connection to use and where it came from.</summary>
/// <param name="ConnectionString">Npgsql's; holds the password, so it is printed through Redact only.</param>
/// <param name="Source">For people: <c>DATABASE_URL</c>.</param>
sealed record ConnectionChoice(string ConnectionString, string Source);
