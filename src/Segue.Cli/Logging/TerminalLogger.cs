using Microsoft.Extensions.Logging;

namespace Segue.Cli.Logging;

/// <summary>The log of one category.</summary>
sealed class TerminalLogger(TerminalLog log, string category) : ILogger
{
    public bool IsEnabled(LogLevel logLevel) => log.Shows(logLevel, category);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var fields = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        log.Write(new(logLevel, category, eventId, formatter(state, exception), fields, exception));
    }
}
