namespace Segue.Cli.Output;

/// <summary>For people or for programs.</summary>
enum OutputFormat
{
    Text,
    Json,
}
