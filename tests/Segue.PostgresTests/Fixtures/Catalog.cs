namespace Segue.PostgresTests.Fixtures;

/// <summary>What stands in a database's catalog, as lines that can be compared: Segue's own schema is left out.</summary>
static class Catalog
{
    const string Query = """
        WITH spaces AS (SELECT oid, nspname FROM pg_namespace WHERE nspname NOT IN ('segue', 'information_schema') AND nspname !~ '^pg_'),
        of_extensions AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e')
        SELECT 'schema ' || nspname FROM spaces
        UNION ALL SELECT 'extension ' || extname || ' in ' || extnamespace::regnamespace FROM pg_extension
        UNION ALL SELECT format('relation %s %s %s %s', c.relkind, c.oid::regclass, c.relpersistence, pg_get_viewdef(c.oid))
            FROM pg_class c JOIN spaces s ON s.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
        UNION ALL SELECT format('relation %s %s %s %s', c.relkind, c.oid::regclass, c.relpersistence, c.reloptions)
            FROM pg_class c JOIN spaces s ON s.oid = c.relnamespace WHERE c.relkind NOT IN ('v', 'm', 'i', 'I')
        UNION ALL SELECT format('index %s valid %s', pg_get_indexdef(i.indexrelid), i.indisvalid)
            FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN spaces s ON s.oid = c.relnamespace
        UNION ALL SELECT format('column %s.%s %s %s not null %s default %s %s', a.attrelid::regclass, a.attnum || a.attname, format_type(a.atttypid, a.atttypmod),
                a.attidentity::text || a.attgenerated::text, a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation)
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN spaces s ON s.oid = c.relnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind NOT IN ('i', 'I', 'S')
        UNION ALL SELECT format('constraint %s on %s: %s valid %s', o.conname, o.conrelid::regclass, pg_get_constraintdef(o.oid), o.convalidated)
            FROM pg_constraint o JOIN spaces s ON s.oid = o.connamespace
        UNION ALL SELECT format('trigger %s %s', pg_get_triggerdef(t.oid), t.tgenabled)
            FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN spaces s ON s.oid = c.relnamespace WHERE NOT t.tgisinternal
        UNION ALL SELECT 'function ' || pg_get_functiondef(p.oid)
            FROM pg_proc p JOIN spaces s ON s.oid = p.pronamespace
            WHERE p.prokind <> 'a' AND NOT EXISTS (SELECT FROM of_extensions e WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid)
        UNION ALL SELECT format('type %s %s %s', t.oid::regtype, t.typtype, (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
            FROM pg_type t JOIN spaces s ON s.oid = t.typnamespace
        UNION ALL SELECT format('sequence %s of %s', q.seqrelid::regclass, d.refobjid::regclass)
            FROM pg_sequence q JOIN pg_class c ON c.oid = q.seqrelid JOIN spaces s ON s.oid = c.relnamespace
            LEFT JOIN pg_depend d ON d.objid = q.seqrelid AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
        UNION ALL SELECT format('comment on %s: %s', pg_describe_object(classoid, objoid, objsubid), description)
            FROM pg_description JOIN pg_class c ON c.oid = objoid JOIN spaces s ON s.oid = c.relnamespace WHERE classoid = 'pg_class'::regclass
        """;

    /// <summary>In an order that does not depend on how it came about.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(TestDatabase database) =>
        [.. (await database.ColumnAsync<string>(Query)).Order(StringComparer.Ordinal)];
}
