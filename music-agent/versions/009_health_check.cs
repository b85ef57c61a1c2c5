// revision: 009_health_check
// revises: 008_bulk_import_export
// author: The Segue authors
//
// check_health(): is this database well?
//
// Why: what goes wrong slowly is seen late. Each check is one row: its name, ok, warn or critical, what was found, and what
// to do about it. Everything is read from the catalogs and statistics, so a role that may monitor is enough,
// except for the rules of this service (royalties, playlists), which are read from their tables.
//
// Cost: reads only, no lock beyond ACCESS SHARE; the two rule checks scan royalty_splits and playlist_tracks.
//
// How to tell that it worked: `SELECT * FROM check_health();` returns a row a check; on a new database all are ok.

#:project ../../src/Segue.Scripting
#:property PublishAot=false

using Segue.Revisions;
using Segue.Scripting;

return await RevisionProgram.RunAsync<HealthCheck>(args);

/// <summary>Is this database well?</summary>
sealed class HealthCheck : CodeRevision
{
    public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
    {
        plan.Sql("""
            CREATE OR REPLACE FUNCTION public.health_line(check_name text, warn_at numeric, critical_at numeric, measured numeric,
              detail text, remedy text,
              OUT name text, OUT status text, OUT found text, OUT advice text) LANGUAGE sql IMMUTABLE AS $$
              SELECT check_name,
                CASE WHEN measured >= critical_at THEN 'critical' WHEN measured >= warn_at THEN 'warn' ELSE 'ok' END,
                detail,
                CASE WHEN measured >= least(warn_at, critical_at) THEN remedy END
            $$;
            COMMENT ON FUNCTION public.health_line(text, numeric, numeric, numeric, text, text)
              IS 'One line of check_health: measured against two limits; a null limit is never reached.';

            CREATE OR REPLACE FUNCTION public.own_relations() RETURNS SETOF pg_class LANGUAGE sql STABLE AS $$
              SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_temp%' AND n.nspname NOT LIKE 'pg\_toast%'
                AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            $$;
            COMMENT ON FUNCTION public.own_relations() IS 'Relations that are neither the server''s nor an extension''s.';

            CREATE OR REPLACE FUNCTION public.check_health() RETURNS TABLE (check_name text, status text, detail text, remedy text)
            LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
            DECLARE
              holder regclass;
              filled text[] := '{}';
              has_rows boolean;
            BEGIN
              RETURN QUERY SELECT h.* FROM (
                SELECT count(*) AS n, string_agg(i.indexrelid::regclass::text, ', ' ORDER BY i.indexrelid) AS names
                FROM pg_index i JOIN own_relations() c ON c.oid = i.indexrelid
                WHERE NOT (i.indisvalid AND i.indisready)
                  AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
              ) AS f, health_line('invalid_indexes', NULL, 1, n, coalesce(names, 'none'),
                'Left by a CREATE INDEX CONCURRENTLY that failed: DROP INDEX CONCURRENTLY, then create it again.') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT count(*) AS n, string_agg(format('%s on %s', k.conname, k.conrelid::regclass), ', ' ORDER BY k.oid) AS names
                FROM pg_constraint k JOIN own_relations() c ON c.oid = k.conrelid WHERE NOT k.convalidated
              ) AS f, health_line('unvalidated_constraints', 1, NULL, n, coalesce(names, 'none'),
                'Rows from before the constraint may break it: repair them, then ALTER TABLE ... VALIDATE CONSTRAINT.') AS h;

              -- A bigint sequence that fills an integer column ends where the column does.
              RETURN QUERY SELECT h.* FROM (
                SELECT max(used) AS n, string_agg(format('%s %s %%', seq, round(used)), ', ' ORDER BY used DESC) FILTER (WHERE used >= 70) AS names
                FROM (
                  SELECT s.seqrelid::regclass AS seq,
                    100 * coalesce(CASE WHEN has_sequence_privilege(s.seqrelid, 'SELECT') THEN pg_sequence_last_value(s.seqrelid) END, 0)::numeric
                    / least(s.seqmax, CASE a.atttypid WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE s.seqmax END) AS used
                  FROM pg_sequence s JOIN own_relations() c ON c.oid = s.seqrelid
                  LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.refclassid = 'pg_class'::regclass
                    AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0
                  LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                  WHERE s.seqincrement > 0 AND NOT s.seqcycle
                ) AS each
              ) AS f, health_line('sequences', 70, 90, n, coalesce(names, 'none beyond 70 %'),
                'Widen the column to bigint before the numbers run out.') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT max(extract(epoch FROM now() - xact_start)) AS n,
                  string_agg(format('pid %s (%s) since %s', pid, coalesce(nullif(application_name, ''), '?'),
                  to_char(xact_start, 'YYYY-MM-DD HH24:MI:SSOF')), ', ' ORDER BY xact_start)
                    FILTER (WHERE now() - xact_start > interval '5 minutes') AS names
                FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend' AND xact_start IS NOT NULL
              ) AS f, health_line('long_transactions', 300, 3600, n, coalesce(names, 'none beyond 5 minutes'),
                'They keep dead rows from being removed and make schema changes wait: end them, or SELECT pg_terminate_backend(pid).') AS h;

              FOR holder IN SELECT c.oid FROM own_relations() c WHERE c.relispartition AND c.relkind = 'r'
                AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' LOOP
                EXECUTE format('SELECT EXISTS (SELECT FROM %s)', holder) INTO has_rows;
                IF has_rows THEN
                  filled := filled || holder::text;
                END IF;
              END LOOP;
              RETURN QUERY SELECT h.* FROM health_line('default_partitions', 1, NULL, cardinality(filled),
                coalesce(nullif(array_to_string(filled, ', '), ''), 'empty'),
                'Rows of months that were not made: SELECT ensure_partitions(from_month => ..., months => ...) makes them and moves the rows.') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT count(*) AS n, string_agg(parent::text, ', ') AS names FROM monthly_tables() WHERE NOT EXISTS (
                  SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent WHERE i.inhparent = parent
                    AND c.relname = p.relname || to_char((now() AT TIME ZONE 'UTC') + interval '1 month', '"_p"YYYY_MM'))
              ) AS f, health_line('next_month_partition', NULL, 1, n, coalesce('missing: ' || names, 'all there'), 'segue run 007_partitioning') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT max(greatest(age(datfrozenxid), mxid_age(datminmxid))) AS n FROM pg_database
              ) AS f, health_line('wraparound', 500000000, 1500000000, n, format('%s transactions of 2 147 483 648', n),
                'VACUUM (FREEZE) the oldest tables and look for long transactions, forgotten prepared ones and replication slots.') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT count(*) AS n, string_agg(c.oid::regclass::text, ', ' ORDER BY c.oid) AS names FROM own_relations() c
                WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
                  AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)
              ) AS f, health_line('tables_without_primary_key', 1, NULL, n, coalesce(names, 'none'),
                'Logical replication and row-wise tools need one: ADD PRIMARY KEY.') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT 100.0 * count(*) FILTER (WHERE backend_type = 'client backend') / current_setting('max_connections')::integer AS n
                  FROM pg_stat_activity
              ) AS f, health_line('connections', 80, 95, n, format('%s %% in use', round(n)), 'Use a pooler, or close what is idle.') AS h;

              RETURN QUERY SELECT h.* FROM (
                SELECT count(*) AS n, string_agg(format('track %s: %s', track_id, total), ', ' ORDER BY track_id) FILTER (WHERE place <= 10) AS names
                FROM (SELECT o.*, row_number() OVER (ORDER BY track_id) AS place FROM royalty_splits_off() o) AS numbered
              ) AS f, health_line('royalty_splits', NULL, 1, n, coalesce(names, 'all 100 per cent'),
                'Correct the shares; nobody can be paid rightly until then.') AS h;

              RETURN QUERY SELECT h.* FROM (SELECT count(*) AS n FROM playlist_gaps()) AS f,
                health_line('playlist_positions', 1, NULL, n, CASE WHEN n = 0 THEN 'no gaps' ELSE n || ' playlists have gaps' END,
                'Somebody writes playlist_tracks past the functions; renumber, and find out who.') AS h;
            END $$;
            COMMENT ON FUNCTION public.check_health() IS 'One row a check: ok, warn or critical, what was found, what to do.';
            """);
        plan.Verify("""
            SELECT count(*) = 11 AND count(DISTINCT check_name) = 11 FROM public.check_health();
            -- What this chain itself answers for is well.
            SELECT * FROM public.check_health()
            WHERE status = 'critical' AND check_name IN ('invalid_indexes', 'next_month_partition', 'royalty_splits');
            """);
        return Task.CompletedTask;
    }

    public override Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
    {
        plan.Sql("""
            DROP FUNCTION IF EXISTS public.check_health();
            DROP FUNCTION IF EXISTS public.own_relations();
            DROP FUNCTION IF EXISTS public.health_line(text, numeric, numeric, numeric, text, text);
            """);
        return Task.CompletedTask;
    }

    public override Task RunAsync(PlanWriter plan, CancellationToken cancellationToken)
    {
        CheckHealth();
        return Task.CompletedTask;

        void CheckHealth() => plan.Sql("SELECT * FROM public.check_health()");
    }
}
