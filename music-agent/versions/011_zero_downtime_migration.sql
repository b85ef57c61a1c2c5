-- revision: 011_zero_downtime_migration
-- revises: 010_gdpr_erasure
-- author: The Segue authors
--
-- Visibility of playlists, while everybody goes on working.
--
-- Why: is_public knows two answers; the service wants a third (unlisted: whoever has the link). Old and new programs run side by
-- side during a release, so both columns must be right at every moment. The steps are those of expand and contract:
--   1. add visibility, nullable, with a check that is not yet validated       (instant)
--   2. a trigger keeps the two columns in step, whichever is written          (instant)
--   -- from here on outside one transaction --
--   3. build the index without stopping writers                               (CONCURRENTLY)
--   4. fill the old rows a thousand at a time, each thousand committed        (no-transaction)
--   5. validate the checks                                                    (reads, blocks nobody)
-- Contracting (dropping is_public) is a later release's revision, when no old program is left.
--
-- If it stops half way, nothing is wrong: the trigger is in place, and what is missing is built when it goes on.
-- The filled rows are audited like any change, one line a playlist.
--
-- Cost: ACCESS EXCLUSIVE for an instant in step 1. Step 4 locks a thousand rows at a time.
-- The downgrade keeps is_public as it is; unlisted becomes private.
--
-- How to tell that it worked: no playlist has a visibility of null, and the checks are validated.

-- segue: upgrade
ALTER TABLE public.playlists ADD COLUMN IF NOT EXISTS visibility text;
COMMENT ON COLUMN public.playlists.visibility IS 'private, unlisted or public; is_public says the same for old programs.';
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.playlists'::regclass AND conname = 'playlists_visibility_check') THEN
    ALTER TABLE public.playlists ADD CONSTRAINT playlists_visibility_check
      CHECK (visibility IN ('private', 'unlisted', 'public')) NOT VALID;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.playlists'::regclass AND conname = 'playlists_visibility_agrees') THEN
    ALTER TABLE public.playlists ADD CONSTRAINT playlists_visibility_agrees
      CHECK (visibility IS NOT NULL AND is_public = (visibility = 'public')) NOT VALID;
  END IF;
END $$;

CREATE OR REPLACE FUNCTION public.keep_visibility() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.visibility IS NOT DISTINCT FROM OLD.visibility AND NEW.is_public IS DISTINCT FROM OLD.is_public THEN
    NEW.visibility := NULL;   -- an old program has spoken
  END IF;
  IF NEW.visibility IS NULL THEN
    NEW.visibility := CASE WHEN NEW.is_public THEN 'public' ELSE 'private' END;
  ELSE
    NEW.is_public := NEW.visibility = 'public';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION public.keep_visibility() IS 'Keeps is_public and visibility in step; where both are written, visibility wins.';
CREATE OR REPLACE TRIGGER keep_visibility BEFORE INSERT OR UPDATE ON public.playlists
  FOR EACH ROW EXECUTE FUNCTION public.keep_visibility();

CREATE OR REPLACE PROCEDURE public.fill_visibility(batch integer DEFAULT 1000)
LANGUAGE plpgsql AS $$
DECLARE
  last_id bigint := 0;
  ids bigint[];
BEGIN
  -- No SET clause on this procedure: with one, it may not commit.
  LOOP
    SELECT array_agg(p.id) INTO ids FROM (
      SELECT id FROM public.playlists WHERE visibility IS NULL AND id > last_id ORDER BY id LIMIT batch) AS p;
    EXIT WHEN ids IS NULL;
    UPDATE public.playlists SET visibility = CASE WHEN is_public THEN 'public' ELSE 'private' END
    WHERE id = ANY (ids) AND visibility IS NULL;
    last_id := (SELECT max(i) FROM unnest(ids) AS i);
    COMMIT;
  END LOOP;
END $$;
COMMENT ON PROCEDURE public.fill_visibility(integer)
  IS 'Fills old rows, a batch a transaction; may be stopped and called again at any time.';

CREATE INDEX CONCURRENTLY IF NOT EXISTS playlists_visibility_idx ON public.playlists (visibility, id);
-- segue: no-transaction
CALL public.fill_visibility(batch => 1000);
ALTER TABLE public.playlists VALIDATE CONSTRAINT playlists_visibility_check;
ALTER TABLE public.playlists VALIDATE CONSTRAINT playlists_visibility_agrees;

-- segue: downgrade
DROP INDEX CONCURRENTLY IF EXISTS public.playlists_visibility_idx;
DROP TRIGGER IF EXISTS keep_visibility ON public.playlists;
DROP PROCEDURE IF EXISTS public.fill_visibility(integer);
DROP FUNCTION IF EXISTS public.keep_visibility();
ALTER TABLE public.playlists DROP CONSTRAINT IF EXISTS playlists_visibility_agrees;
ALTER TABLE public.playlists DROP CONSTRAINT IF EXISTS playlists_visibility_check;
ALTER TABLE public.playlists DROP COLUMN IF EXISTS visibility;

-- segue: verify
SELECT id FROM public.playlists WHERE visibility IS NULL OR is_public <> (visibility = 'public');
SELECT conname FROM pg_constraint WHERE conrelid = 'public.playlists'::regclass AND NOT convalidated;
-- An index that a failed CONCURRENTLY left behind is there, but not valid.
SELECT indisvalid FROM pg_index WHERE indexrelid = 'public.playlists_visibility_idx'::regclass;
