using Npgsql;

namespace Segue.Running;

/// <summary>The server refused a statement; the transaction around it, if there was one, is rolled back.</summary>
sealed class SentFailure(Message? message, PostgresException server) : Exception(server.MessageText, server)
{
    /// <summary>The statement; null if the server did not say which.</summary>
    public Message? Refused => message;

    public PostgresException Server => server;

    /// <summary>A lock was not obtained in time, or PostgreSQL chose this transaction to end a deadlock or a serialisation conflict: trying again helps.</summary>
    public bool MayPass => server.SqlState
        is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>For the journal and the log: SQLSTATE, words of our own and the step. The server's message is left out: it can hold values of rows.</summary>
    public string Short => $"{server.SqlState} ({ConditionWords.Of(server.SqlState)})" + (message?.For is { } step ? $" in {step.Id}" : "");
}
