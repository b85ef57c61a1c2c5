using Segue.Grammar;

namespace Segue.Revisions;

/// <summary>
/// Statements that PostgreSQL refuses inside a transaction block (SQLSTATE 25001; the callers of <c>PreventInTransactionBlock</c>, named on the
/// manual page of each statement). A CALL whose procedure commits cannot be told from its text: that is what <c>-- segue: no-transaction</c> is for.
/// </summary>
static class TransactionBlock
{
    public static string? WhyNot(Node statement) => statement.Kind switch
    {
        _ when IsConcurrent(statement) => "CONCURRENTLY",
        "VacuumStmt" when statement.Flag("is_vacuumcmd") => "VACUUM",
        "ReindexStmt" when statement.Text("kind") is "REINDEX_OBJECT_SCHEMA" or "REINDEX_OBJECT_SYSTEM" or "REINDEX_OBJECT_DATABASE" => "REINDEX of many tables",
        "ClusterStmt" when !statement.Has("relation") => "CLUSTER of all tables",
        "CreatedbStmt" => "CREATE DATABASE",
        "DropdbStmt" => "DROP DATABASE",
        "AlterDatabaseStmt" when statement.List("options").Any(option => option.Text("defname") == "tablespace") => "ALTER DATABASE SET TABLESPACE",
        "CreateTableSpaceStmt" => "CREATE TABLESPACE",
        "DropTableSpaceStmt" => "DROP TABLESPACE",
        "AlterSystemStmt" => "ALTER SYSTEM",
        "CreateSubscriptionStmt" => "CREATE SUBSCRIPTION",
        "DropSubscriptionStmt" => "DROP SUBSCRIPTION",
        "AlterSubscriptionStmt" => "ALTER SUBSCRIPTION",
        "DiscardStmt" when statement.Text("target") is "DISCARD_ALL" or "" => "DISCARD ALL",
        "TransactionStmt" when statement.Text("kind") is "TRANS_STMT_COMMIT_PREPARED" or "TRANS_STMT_ROLLBACK_PREPARED" => "two-phase commit",
        _ => null,
    };

    /// <summary>Waits for other transactions: CREATE, DROP, REINDEX INDEX CONCURRENTLY and DETACH PARTITION CONCURRENTLY. (REFRESH ... CONCURRENTLY only has a weaker lock.)</summary>
    public static bool IsConcurrent(Node statement) => statement.Kind switch
    {
        "IndexStmt" or "DropStmt" => statement.Flag("concurrent"),
        "ReindexStmt" => statement.List("params").Any(option => option.Text("defname") == "concurrently"),
        "AlterTableStmt" => statement.List("cmds").Any(command => command.Child("def").Flag("concurrent")),
        _ => false,
    };
}
