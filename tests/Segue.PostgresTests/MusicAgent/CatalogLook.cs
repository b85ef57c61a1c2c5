namespace Segue.PostgresTests.MusicAgent;

/// <summary>Queries that put a database into lines that can be compared: not by Segue's own means, which are under test.</summary>
static class CatalogLook
{
    const string Own = "(SELECT oid FROM pg_namespace WHERE nspname IN ('segue', 'pg_toast'))";

    public const string Structure = $"""
        SELECT concat_ws(' ', 'schema', nspname) AS line FROM pg_namespace WHERE oid >= 16384 AND nspname <> 'segue'
        UNION ALL SELECT concat_ws(' ', 'relation', oid::regclass, relkind, relispartition,
            pg_get_expr(relpartbound, oid), pg_get_partkeydef(oid), obj_description(oid, 'pg_class'), relacl)
          FROM pg_class WHERE oid >= 16384 AND relnamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'column', attrelid::regclass, row_number() OVER (PARTITION BY attrelid ORDER BY attnum), attname,
            format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
            pg_get_expr(adbin, adrelid), col_description(attrelid, attnum))
          FROM pg_attribute JOIN pg_class c ON c.oid = attrelid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
          WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'S') AND relnamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'index', pg_get_indexdef(indexrelid), indisvalid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
          WHERE indrelid >= 16384 AND relnamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated)
          FROM pg_constraint WHERE oid >= 16384 AND connamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid), tgenabled) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
          WHERE NOT tgisinternal AND relnamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'function', pg_get_functiondef(oid), obj_description(oid, 'pg_proc')) FROM pg_proc
          WHERE oid >= 16384 AND prokind IN ('f', 'p') AND pronamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'type', oid::regtype) FROM pg_type WHERE oid >= 16384 AND typnamespace NOT IN {Own}
        """;

    public const string Rows = $"""
        SELECT concat_ws(' ', 'rows', oid::regclass, (xpath('/row/h/text()', query_to_xml(format(
            'SELECT concat(count(*), '':'', sum(hashtextextended(x::text, 0)::numeric)) AS h FROM %s AS x',
            oid::regclass), false, true, '')))[1])
          FROM pg_class WHERE oid >= 16384 AND relkind = 'r' AND relnamespace NOT IN {Own}
        UNION ALL SELECT concat_ws(' ', 'sequence', schemaname, sequencename, last_value) FROM pg_sequences WHERE schemaname <> 'segue'
        """;
}
