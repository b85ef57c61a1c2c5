namespace Segue.Cli.Commands;

/// <summary>How a graph is drawn.</summary>
enum GraphForm
{
    Terminal,
    Svg,
    Mermaid,
}
