namespace Segue.Sql;

/// <summary>PostgreSQL's table-level lock modes, weakest first (manual, 13.3.1).</summary>
public enum LockMode
{
    /// <summary>Taken by SELECT.</summary>
    AccessShare = 1,

    /// <summary>Taken by SELECT FOR UPDATE and its kin.</summary>
    RowShare,

    /// <summary>Taken by INSERT, UPDATE, DELETE and MERGE.</summary>
    RowExclusive,

    /// <summary>Taken by VACUUM, ANALYZE, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT.</summary>
    ShareUpdateExclusive,

    /// <summary>Taken by CREATE INDEX: writers wait.</summary>
    Share,

    /// <summary>Taken by CREATE TRIGGER and ADD FOREIGN KEY: writers wait.</summary>
    ShareRowExclusive,

    /// <summary>Taken by REFRESH MATERIALIZED VIEW CONCURRENTLY: only readers go on.</summary>
    Exclusive,

    /// <summary>Taken by most of ALTER TABLE, DROP, TRUNCATE, VACUUM FULL: everybody waits.</summary>
    AccessExclusive,
}
