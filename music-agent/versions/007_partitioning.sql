-- revision: 007_partitioning
-- revises: 006_rollback
-- author: The Segue authors
--
-- Events and audit by month.
--
-- Why: analytics, listening_events, ml.predictions and audit_log only grow. By month, a question about March reads
-- March, and letting a year go is dropping twelve tables instead of deleting millions of rows.
-- Months are those of UTC, whatever the session's time zone. What fits no month lands in the default partition and
-- is moved out when its month is made; check_health (a later revision) says when rows wait there.
--
-- Cost: PostgreSQL cannot turn a table into a partitioned one, so the rows are copied, in one transaction,
-- under ACCESS EXCLUSIVE: some 2 s per million rows, and the room for a second copy. Right for tables of this size.
-- Making a month takes SHARE UPDATE EXCLUSIVE on the table (nobody waits) and ACCESS EXCLUSIVE on the default partition,
-- which is scanned; keep it empty.
-- Views, policies and publications on the four tables are not carried over: their presence stops the conversion.
--
-- The downgrade copies the rows back into plain tables; none is lost.
--
-- How to tell that it worked: `\d+ analytics` lists the months; `segue run 007_partitioning` makes the coming three
-- and, run again, returns nothing.

-- segue: upgrade
CREATE OR REPLACE FUNCTION public.monthly_tables() RETURNS TABLE (parent regclass, key name)
LANGUAGE sql STABLE AS $$
  VALUES ('public.analytics'::regclass, 'created_at'::name), ('public.listening_events', 'played_at'),
    ('ml.predictions', 'created_at'), ('public.audit_log', 'at')
$$;
COMMENT ON FUNCTION public.monthly_tables() IS 'The tables cut by month, and the column that decides.';

CREATE OR REPLACE FUNCTION public.ensure_partition(parent regclass, key name, month date) RETURNS text
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  first_moment constant timestamptz := date_trunc('month', month::timestamptz);
  next_moment constant timestamptz := first_moment + interval '1 month';
  space name;
  child name;
  catch_all regclass;
  has_rows boolean := false;
BEGIN
  SELECT n.nspname, c.relname || to_char(first_moment, '"_p"YYYY_MM') INTO space, child
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = parent;
  IF EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = parent AND c.relname = child) THEN
    RETURN NULL;
  END IF;
  -- LIKE and ATTACH instead of PARTITION OF, which would lock out every reader of the parent.
  EXECUTE format('CREATE TABLE %I.%I (LIKE %s INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE)',
    space, child, parent);
  SELECT c.oid INTO catch_all FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = parent AND pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT';
  IF catch_all IS NOT NULL THEN
    EXECUTE format('LOCK TABLE ONLY %s IN SHARE UPDATE EXCLUSIVE MODE', parent);
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', catch_all);
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I >= $1 AND %2$I < $2)', catch_all, key)
      INTO has_rows USING first_moment, next_moment;
  END IF;
  IF has_rows THEN
    -- Rows that only change house must not meet the guard of audit_log.
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', catch_all);
    EXECUTE format('WITH moved AS (DELETE FROM %s WHERE %I >= $1 AND %2$I < $2 RETURNING *) INSERT INTO %I.%I SELECT * FROM moved',
      catch_all, key, space, child) USING first_moment, next_moment;
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER USER', catch_all);
  END IF;
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %I.%I FOR VALUES FROM (%L) TO (%L)', parent, space, child, first_moment, next_moment);
  RETURN format('%I.%I', space, child);
END $$;
COMMENT ON FUNCTION public.ensure_partition(regclass, name, date)
  IS 'Makes one month of one table and moves its rows out of the default partition; null, if it is there.';

CREATE OR REPLACE FUNCTION public.ensure_partitions(from_month date DEFAULT (now() AT TIME ZONE 'UTC')::date, months integer DEFAULT 3)
RETURNS SETOF text LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  made text;
  wanted record;
BEGIN
  -- Two callers at once: the second waits here, then finds everything made.
  PERFORM pg_advisory_xact_lock(hashtextextended('music-agent partitions', 0));
  FOR wanted IN
    SELECT t.parent, t.key, (date_trunc('month', from_month::timestamp) + make_interval(months => m))::date AS month
    FROM monthly_tables() t, generate_series(0, months - 1) AS m ORDER BY t.parent, m
  LOOP
    made := ensure_partition(wanted.parent, wanted.key, wanted.month);
    IF made IS NOT NULL THEN
      RETURN NEXT made;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION public.ensure_partitions(date, integer)
  IS 'Makes the months from a date on, of all monthly tables; returns the partitions made, none when run again.';

CREATE OR REPLACE FUNCTION public.repartition(rel regclass, key name, by_month boolean) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
  qualified constant text := (SELECT format('%I.%I', nspname, relname) FROM pg_class c
    JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = rel);
  me pg_class%ROWTYPE;
  space name;
  note constant text := obj_description(rel, 'pg_class');
  made text[] := '{}';
  names name[];
  former text;
  sequence text;
  sequence_state record;
  identity_column name;
  item text;
  month date;
BEGIN
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', qualified);
  SELECT * INTO me FROM pg_class WHERE oid = rel;
  IF (me.relkind = 'p') = by_month THEN
    RETURN false;
  END IF;
  IF me.relrowsecurity OR EXISTS (SELECT FROM pg_publication_rel WHERE prrelid = rel)
      OR EXISTS (SELECT FROM pg_depend WHERE refobjid = rel AND refclassid = 'pg_class'::regclass AND classid = 'pg_rewrite'::regclass) THEN
    RAISE EXCEPTION '% has views, policies or publications, which would not survive', qualified
      USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Drop them first and create them again afterwards.';
  END IF;
  SELECT nspname INTO space FROM pg_namespace WHERE oid = me.relnamespace;

  -- Everything LIKE does not bring, written down while the table still has its name.
  SELECT made || coalesce(array_agg(format('ALTER TABLE %s ADD CONSTRAINT %I %s', qualified, conname, pg_get_constraintdef(oid))
      ORDER BY array_position('{p,u,x,f}'::"char"[], contype), conname), '{}')
  INTO made FROM pg_constraint WHERE conrelid = rel AND contype IN ('p', 'u', 'x', 'f');
  SELECT made || coalesce(array_agg(replace(pg_get_indexdef(indexrelid), ' ON ONLY ', ' ON ') ORDER BY indexrelid::regclass::text), '{}')
  INTO made FROM pg_index i
  WHERE indrelid = rel AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND conrelid = rel);
  SELECT made || coalesce(array_agg(pg_get_triggerdef(oid) ORDER BY tgname), '{}')
  INTO made FROM pg_trigger WHERE tgrelid = rel AND NOT tgisinternal;
  SELECT made || coalesce(array_agg(format('GRANT %s ON %s TO %s%s', a.privilege_type, qualified,
      CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
      CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)), '{}')
  INTO made FROM aclexplode(me.relacl) AS a WHERE a.grantee <> me.relowner;

  -- The former table steps aside, with the names of its indexes and of its sequence.
  SELECT attname INTO identity_column FROM pg_attribute WHERE attrelid = rel AND attidentity <> '' AND NOT attisdropped;
  IF identity_column IS NOT NULL THEN
    sequence := pg_get_serial_sequence(qualified, identity_column);
    EXECUTE format('SELECT last_value, is_called FROM %s', sequence) INTO sequence_state;
    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', sequence, me.relname || '_former_seq');
  END IF;
  SELECT array_agg(c.relname) INTO names FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = rel;
  FOREACH item IN ARRAY names LOOP
    EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', space, item, 'former_' || item);
  END LOOP;
  EXECUTE format('ALTER TABLE %s RENAME TO %I', qualified, me.relname || '_former');
  former := format('%I.%I', space, me.relname || '_former');

  EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING COMMENTS INCLUDING COMPRESSION INCLUDING CONSTRAINTS INCLUDING DEFAULTS
    INCLUDING GENERATED INCLUDING IDENTITY INCLUDING STATISTICS INCLUDING STORAGE)', qualified, former)
    || CASE WHEN by_month THEN format(' PARTITION BY RANGE (%I)', key) ELSE '' END;
  EXECUTE format('ALTER TABLE %s OWNER TO %I', qualified, pg_get_userbyid(me.relowner));
  EXECUTE format('COMMENT ON TABLE %s IS %L', qualified, note);
  IF by_month THEN
    EXECUTE format('CREATE TABLE %I.%I PARTITION OF %s DEFAULT', space, me.relname || '_default', qualified);
    FOR month IN EXECUTE format('SELECT DISTINCT date_trunc(''month'', %I)::date FROM %s', key, former) LOOP
      PERFORM ensure_partition(qualified::regclass, key, month);
    END LOOP;
  END IF;
  EXECUTE format('INSERT INTO %s OVERRIDING SYSTEM VALUE SELECT * FROM %s', qualified, former);
  EXECUTE format('DROP TABLE %s', former);
  FOREACH item IN ARRAY made LOOP
    EXECUTE item;
  END LOOP;
  IF identity_column IS NOT NULL THEN
    PERFORM setval(pg_get_serial_sequence(qualified, identity_column), sequence_state.last_value, sequence_state.is_called);
  END IF;
  EXECUTE format('ANALYZE %s', qualified);
  RETURN true;
END $$;
COMMENT ON FUNCTION public.repartition(regclass, name, boolean)
  IS 'Turns a plain table into a monthly one (true) or back (false), rows kept, under ACCESS EXCLUSIVE; false, if it is so already.';

SELECT public.repartition(parent, key, true) FROM public.monthly_tables();
SELECT public.ensure_partitions(months => 4);

-- segue: downgrade
SELECT public.repartition(parent, key, false) FROM public.monthly_tables();
DROP FUNCTION IF EXISTS public.repartition(regclass, name, boolean);
DROP FUNCTION IF EXISTS public.ensure_partitions(date, integer);
DROP FUNCTION IF EXISTS public.ensure_partition(regclass, name, date);
DROP FUNCTION IF EXISTS public.monthly_tables();

-- segue: verify
SELECT parent FROM public.monthly_tables() JOIN pg_class c ON c.oid = parent WHERE c.relkind <> 'p';
-- This month and the coming three are there.
SELECT parent, month FROM public.monthly_tables(), generate_series(0, 3) AS m,
  to_char((now() AT TIME ZONE 'UTC') + make_interval(months => m), '"_p"YYYY_MM') AS month
WHERE NOT EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
  WHERE i.inhparent = parent AND c.relname = p.relname || month);
-- The guards of the audit trail came along.
SELECT count(*) = 2 FROM pg_trigger WHERE tgrelid = 'public.audit_log'::regclass AND tgname IN ('keep_rows', 'keep_table');

-- segue: run
SELECT public.ensure_partitions(months => 4) AS partition_made;
