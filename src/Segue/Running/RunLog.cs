using Microsoft.Extensions.Logging;

namespace Segue.Running;

/// <summary>The events of a run. Ids 1000 to 1099; they are stable. No value of a row and no message of the server, which can hold one, is ever an argument.</summary>
static partial class RunLog
{
    [LoggerMessage(1000, LogLevel.Information, "Run {Run} started: {Purpose}, {Steps} steps")]
    public static partial void Started(ILogger logger, Guid run, string purpose, int steps);

    [LoggerMessage(1001, LogLevel.Information, "Run {Run} finished: {Revisions} revisions in {Duration}, {Retries} lock retries")]
    public static partial void Finished(ILogger logger, Guid run, int revisions, TimeSpan duration, int retries);

    [LoggerMessage(1002, LogLevel.Error, "Run {Run} stopped ({Failure}): {Reason}")]
    public static partial void Stopped(ILogger logger, Guid run, Failure failure, string reason);

    [LoggerMessage(1003, LogLevel.Warning, "{Revision}: attempt {Attempt} ended in {Reason}; next one in {Pause}")]
    public static partial void Retrying(ILogger logger, string revision, int attempt, string reason, TimeSpan pause);

    [LoggerMessage(1004, LogLevel.Warning, "{Step}: what an interrupted run left behind was removed")]
    public static partial void Repaired(ILogger logger, string step);

    [LoggerMessage(1005, LogLevel.Warning, "The session {ProcessId} of a run whose program is gone was told to end")]
    public static partial void Ended(ILogger logger, int processId);
}
