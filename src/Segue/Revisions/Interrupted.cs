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
        "IndexStmt" when Unnamed(statement) is { } scope => LeftInvalid(scope, SqlText.Of($"'unknown'")),
        "ReindexStmt" when Reindexed(statement) is { } scope => LeftInvalid(scope, SqlText.Of($"'absent'")),
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
        "IndexStmt" when Unnamed(statement) is { } scope => DropNew(scope),
        "ReindexStmt" when Reindexed(statement) is { } scope => DropNew(scope),
        // Finished instead of undone: the pending detach is what was asked for.
        "AlterTableStmt" when Detached(statement) is var (parent, partition) =>
            SqlText.Of($"SELECT {SqlText.Literal($"ALTER TABLE {parent} DETACH PARTITION {partition} FINALIZE")}"),
        _ => null,
    };

    // The name cannot be known, so the INVALID indexes are noted before, and those that are new afterwards are what the statement left.
    static SqlText LeftInvalid(SqlText scope, SqlText otherwise) => SqlText.Of($"""
        SELECT CASE WHEN coalesce(pg_catalog.current_setting('segue.before', true), '') NOT LIKE 'invalid:%'
        THEN 'invalid:' || coalesce(pg_catalog.string_agg(' ' || i.indexrelid, '' ORDER BY i.indexrelid), '')
        WHEN coalesce(pg_catalog.bool_or({IsNew}), false) THEN 'broken' ELSE {otherwise} END
        {Invalid(scope)}
        """);

    // Not those that somebody else is building at this moment: a build holds its lock on the table all the time.
    static SqlText DropNew(SqlText scope) => SqlText.Of($"""
        SELECT pg_catalog.format('DROP INDEX CONCURRENTLY IF EXISTS %I.%I', n.nspname, c.relname)
        {Invalid(scope)} AND {IsNew} AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_progress_create_index p ON p.pid = l.pid
          WHERE l.relation = i.indrelid AND p.datname = pg_catalog.current_database() AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted)
        """);

    static SqlText IsNew => SqlText.Of($"i.indexrelid::text <> ALL (pg_catalog.string_to_array(pg_catalog.current_setting('segue.before', true), ' '))");

    static SqlText Invalid(SqlText scope) => SqlText.Of($"""
        FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT i.indisvalid AND c.relkind = 'i' AND {scope}
        """);

    /// <summary>The table of an index that the server gives a name: one that ends in <c>_idx</c> and perhaps a number.</summary>
    static SqlText? Unnamed(Node statement) => Index(statement) is null && Table(statement) is { } table
        ? SqlText.Of($"i.indrelid = pg_catalog.to_regclass({SqlText.Literal(table.ToString())}) AND c.relname ~ '_idx[0-9]*$'")
        : null;

    /// <summary>Where REINDEX CONCURRENTLY puts its copies (manual, REINDEX, Rebuilding Indexes Concurrently), those of partitions and of TOAST tables included.</summary>
    static SqlText? Reindexed(Node statement)
    {
        if (!TransactionBlock.IsConcurrent(statement))
            return null;
        var named = Table(statement) is { } relation ? SqlText.Of($"pg_catalog.to_regclass({SqlText.Literal(relation.ToString())})") : default;
        var kind = statement.Text("kind");
        var scope = kind switch
        {
            _ when named == default && kind == "REINDEX_OBJECT_SCHEMA" => SqlText.Of($"""
                (n.nspname = {SqlText.Literal(statement.Text("name"))} OR i.indrelid IN (SELECT t.reltoastrelid FROM pg_catalog.pg_class t
                WHERE t.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident({SqlText.Literal(statement.Text("name"))}))))
                """),
            _ when named == default => SqlText.Of($"true"),
            "REINDEX_OBJECT_TABLE" => SqlText.Of($"""
                i.indrelid IN (SELECT pg_catalog.unnest(ARRAY[t.oid, t.reltoastrelid]) FROM pg_catalog.pg_class t
                WHERE t.oid = {named} OR t.oid IN (SELECT relid FROM pg_catalog.pg_partition_tree({named})))
                """),
            _ => SqlText.Of($"""
                i.indrelid IN (SELECT o.indrelid FROM pg_catalog.pg_index o
                WHERE o.indexrelid = {named} OR o.indexrelid IN (SELECT relid FROM pg_catalog.pg_partition_tree({named})))
                """),
        };
        return SqlText.Of($"c.relname ~ '_cc(new|old)[0-9]*$' AND {scope}");
    }

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
