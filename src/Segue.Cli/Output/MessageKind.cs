namespace Segue.Cli.Output;

/// <summary>What a message on standard error is.</summary>
enum MessageKind
{
    /// <summary>News; left out with <c>--quiet</c>.</summary>
    News,

    /// <summary>Detail; shown with <c>--verbose</c> only.</summary>
    Detail,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>What stopped the work.</summary>
    Error,

    /// <summary>A line that belongs to the message before it.</summary>
    Plain,
}
