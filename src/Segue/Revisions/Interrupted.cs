using Segue.Grammar;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>For statements outside a transaction: how to ask the catalog whether one that was interrupted happened, and how to clear away what it left.</summary>
static class Interrupted
{
    static readonly SqlText Unknown = SqlText.Of($"SELECT 'unknown'");

    public static SqlText? Probe(Node statement) => statement.Kind switch
    {
        "IndexStmt" when Index(statement) is { } name && Table(statement) is { } table => SqlText.Of($"""
            SELECT coalesce((SELECT CASE WHEN i.indisvalid AND i.indisready THEN 'done' ELSE 'broken' END
            FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = pg_catalog.to_regclass({SqlText.Literal(table.ToString())}) AND c.relname = {SqlText.Literal(name.Name)}), 'absent')
            """),
        // What is left to drop is found by dropping again: gone is done, and a half-dropped index (indisvalid false) can be dropped.
        "DropStmt" when Dropped(statement) is { } index => SqlText.Of($"""
            SELECT CASE WHEN pg_catalog.to_regclass({SqlText.Literal(index.ToString())}) IS NULL THEN 'done' ELSE 'absent' END
            """),
        "AlterTableStmt" when Detached(statement) is var (parent, partition) => SqlText.Of($"""
            SELECT coalesce((SELECT CASE WHEN inhdetachpending THEN 'broken' ELSE 'absent' END FROM pg_catalog.pg_inherits
            WHERE inhparent = pg_catalog.to_regclass({SqlText.Literal(parent.ToString())})
            AND inhrelid = pg_catalog.to_regclass({SqlText.Literal(partition.ToString())})), 'done')
            """),
        "CreatedbStmt" => SqlText.Of($"""
            SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = {SqlText.Literal(statement.Text("dbname"))}) THEN 'done' ELSE 'absent' END
            """),
        "DropdbStmt" => SqlText.Of($"""
            SELECT CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = {SqlText.Literal(statement.Text("dbname"))}) THEN 'absent' ELSE 'done' END
            """),
        // Done twice is done once.
        "VacuumStmt" or "ClusterStmt" or "ReindexStmt" or "AlterSystemStmt" or "DiscardStmt" => SqlText.Of($"SELECT 'absent'"),
        // These can commit on their way, and what they have committed stays when they fail.
        "CallStmt" or "DoStmt" => null,
        _ => Unknown,
    };

    public static SqlText? Repair(Node statement) => statement.Kind switch
    {
        "IndexStmt" when Index(statement) is { } name && Table(statement) is { } table =>
            SqlText.Of($"""
                SELECT pg_catalog.format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)
                FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                WHERE i.indrelid = pg_catalog.to_regclass({SqlText.Literal(table.ToString())}) AND c.relname = {SqlText.Literal(name.Name)} AND NOT i.indisvalid
                """),
        // Finished instead of undone: the pending detach is what was asked for.
        "AlterTableStmt" when Detached(statement) is var (parent, partition) =>
            SqlText.Of($"SELECT {SqlText.Literal($"ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE")}"),
        _ => null,
    };

    static Identifier? Index(Node statement) => statement.Text("idxname") is { Length: > 0 } name ? new(name) : null;

    static QualifiedName? Table(Node statement) => RelationName.Of(statement.Child("relation"));

    static QualifiedName? Dropped(Node statement) =>
        statement.Flag("concurrent") && statement.List("objects") is [var one] ? RelationName.Of([.. one.List("items").Select(part => part.Text("sval"))]) : null;

    static (QualifiedName Parent, QualifiedName Partition)? Detached(Node statement) =>
        statement.List("cmds") is [var command] && command.Text("subtype") == "AT_DetachPartition"
        && Table(statement) is { } parent && RelationName.Of(command.Child("def").Child("name")) is { } partition
            ? (parent, partition)
            : null;
}
