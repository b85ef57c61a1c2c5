using Microsoft.Extensions.Logging;
using Segue.Cli.Output;

namespace Segue.Cli.Logging;

/// <summary>
/// The log on standard error: with <c>-v</c> everything from Debug on; without it warnings as JSON, and nothing as text: the messages say the same to people.
/// </summary>
sealed class TerminalLog(Terminal terminal, OutputFormat format, TimeProvider time) : ILoggerFactory
{
    readonly Lock _oneLine = new();

    public ILogger CreateLogger(string categoryName) => new TerminalLogger(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("The log goes to standard error only.");

    public void Dispose()
    {
    }

    // What Npgsql has to say below a warning is every statement it sends.
    public bool Shows(LogLevel level, string category) =>
        level is not LogLevel.None
        && level >= (terminal.Quiet && format is OutputFormat.Json ? LogLevel.Error
            : !terminal.Verbose ? format is OutputFormat.Json ? LogLevel.Warning : LogLevel.None
            : category.StartsWith("Npgsql", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Debug);

    public void Write(LogLine line)
    {
        line = line with { Time = time.GetUtcNow() };
        lock (_oneLine)
        {
            terminal.Error.WriteLine(format is OutputFormat.Json ? line.ToJson() : line.ToText());
            terminal.Error.Flush();
        }
    }
}
