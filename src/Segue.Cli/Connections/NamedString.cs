namespace Segue.Cli.Connections;

/// <summary>A connection string of the application and where it stands.</summary>
readonly record struct NamedString(string Text, string Source);
