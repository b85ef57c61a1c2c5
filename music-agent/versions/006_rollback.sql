-- revision: 006_rollback
-- revises: 005_advanced
-- author: The Segue authors
--
-- Going back: a log for schemas, a way back for rows.
--
-- Why: a way back that nobody has walked is a hope. Two kinds are meant here.
-- * The schema: `segue mark NAME` notes which revisions are applied. `segue run 006_rollback` takes the database back to
--   the last mark: it runs the downgrade sections of everything applied since, newest first, and asks before it
--   takes anything away (`--yes` where there is no terminal). Back to a mark older than this revision, the log
--   below goes too; what was run still stands in Segue's own journal.
-- * A row: restore_track puts a former version of a track back as its newest version. Nothing is overwritten: the
--   version it replaces goes to tracks_history like any other.
-- rollback_log is for the words a journal does not have: why somebody went back, and what was learnt.
--
-- Cost: one small table.
--
-- How to tell that it worked: mark, upgrade, run 006_rollback; `segue current` shows what the mark showed.

-- segue: upgrade
CREATE TABLE IF NOT EXISTS public.rollback_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL DEFAULT session_user,
  mark text,
  subject text NOT NULL,
  reason text NOT NULL CHECK (reason <> '')
);
COMMENT ON TABLE public.rollback_log IS 'Why somebody went back. What was done stands in the journal.';
COMMENT ON COLUMN public.rollback_log.mark IS 'The mark gone back to; null, if it was a row and not the schema.';
COMMENT ON COLUMN public.rollback_log.subject IS 'schema, or the row: track 7, version 2.';

CREATE OR REPLACE FUNCTION public.note_rollback(mark text, reason text) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO rollback_log (mark, subject, reason) VALUES ($1, 'schema', $2) RETURNING id
$$;
COMMENT ON FUNCTION public.note_rollback(text, text) IS 'Writes down why the schema was taken back; returns the entry''s id.';

CREATE OR REPLACE FUNCTION public.restore_track(track bigint, version bigint, reason text) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  former tracks%ROWTYPE;
  now_version bigint;
BEGIN
  SELECT row_version INTO now_version FROM tracks WHERE id = track FOR UPDATE;
  IF now_version = version THEN
    RETURN version;
  END IF;
  SELECT r.* INTO former FROM tracks_history h, jsonb_populate_record(NULL::tracks, h.old_row) AS r
  WHERE h.track_id = track AND h.row_version = version;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'track % has no version %', track, version USING ERRCODE = 'no_data_found';
  END IF;
  IF now_version IS NULL THEN
    -- It was deleted: it comes back above the highest number it ever had, so that no number means two things.
    SELECT max(row_version) + 1 INTO former.row_version FROM tracks_history WHERE track_id = track;
    former.valid_from := clock_timestamp();
    INSERT INTO tracks SELECT former.*;
  ELSE
    UPDATE tracks SET title = former.title, isrc = former.isrc, duration_ms = former.duration_ms, release_date = former.release_date,
      explicit = former.explicit, audio_features = former.audio_features
    WHERE id = track;
  END IF;
  INSERT INTO rollback_log (subject, reason) VALUES (format('track %s, version %s', track, version), restore_track.reason);
  RETURN (SELECT row_version FROM tracks WHERE id = track);
END $$;
COMMENT ON FUNCTION public.restore_track(bigint, bigint, text)
  IS 'Puts a former version back as the newest; returns its new number. The current version: nothing is done.';

-- segue: downgrade
DROP FUNCTION IF EXISTS public.restore_track(bigint, bigint, text);
DROP FUNCTION IF EXISTS public.note_rollback(text, text);
DROP TABLE IF EXISTS public.rollback_log;

-- segue: verify
SELECT to_regprocedure('public.restore_track(bigint, bigint, text)') IS NOT NULL AND to_regclass('public.rollback_log') IS NOT NULL;

-- segue: run
-- segue: to-mark
