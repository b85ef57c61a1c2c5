using Microsoft.Extensions.Logging;
using Segue.Cli.Output;

namespace Segue.Cli.Logging;

/// <summary>The log on standard error: warnings, and with <c>-v</c> everything from Debug on.</summary>
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
        && level >= (terminal.Quiet ? LogLevel.Error
            : !terminal.Verbose ? LogLevel.Warning
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
