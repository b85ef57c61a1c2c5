using Npgsql;

namespace Segue.Running;

/// <summary>Words of our own for an SQLSTATE (manual, Appendix A). The server's message may hold a value of a row; these cannot.</summary>
static class ConditionWords
{
    public static string Of(string sqlState) => sqlState switch
    {
        PostgresErrorCodes.LockNotAvailable => "lock not obtained in time",
        PostgresErrorCodes.DeadlockDetected => "deadlock",
        PostgresErrorCodes.SerializationFailure => "serialization failure",
        PostgresErrorCodes.QueryCanceled => "statement cancelled or out of time",
        PostgresErrorCodes.InsufficientPrivilege => "privilege missing",
        PostgresErrorCodes.SyntaxError => "syntax error",
        PostgresErrorCodes.UndefinedTable => "no such table",
        PostgresErrorCodes.UndefinedColumn => "no such column",
        PostgresErrorCodes.UndefinedFunction => "no such function",
        PostgresErrorCodes.UniqueViolation => "value not unique",
        PostgresErrorCodes.NotNullViolation => "value missing",
        PostgresErrorCodes.ForeignKeyViolation => "foreign key violated",
        PostgresErrorCodes.CheckViolation => "check violated",
        VerifyStatement.SqlState => "verify found rows",
        _ => OfClass(sqlState.Length < 2 ? "" : sqlState[..2]),
    };

    static string OfClass(string first) => first switch
    {
        "08" => "connection",
        "0A" => "not supported",
        "21" => "number of rows",
        "22" => "data",
        "23" => "constraint violated",
        "25" => "state of the transaction",
        "26" or "34" => "no such prepared statement or cursor",
        "28" => "authorization",
        "2B" => "others depend on it",
        "3D" or "3F" => "no such database or schema",
        "40" => "transaction rolled back",
        "42" => "syntax, name or privilege",
        "44" => "check option of a view",
        "53" => "resources",
        "54" => "limit of the server",
        "55" => "not in the state it needs",
        "57" => "operator",
        "58" => "system",
        "P0" => "raised by a function",
        "XX" => "internal error of the server",
        _ => "raised",
    };
}
