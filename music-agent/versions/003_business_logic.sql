-- revision: 003_business_logic
-- revises: 002_core_tables
-- author: The Segue authors
--
-- Business rules: playlist order, duplicate tracks, royalties, experiments.
--
-- Why: these four rules must hold whichever program writes, so they live beside the rows.
-- * A playlist's positions are 1, 2, 3 ... without gaps. add_, move_ and remove_playlist_track keep it so; each holds
--   the playlist's row while it works, so two people dragging at once are served one after the other.
-- * merge_tracks folds a duplicate into the track that stays and re-points every reference, also those in tables of later
--   revisions (they are asked for by name, because this function is older than they are).
-- * The shares of a track add up to 100, or there are none. Checked at COMMIT, so a split may be rewritten in steps. The check
--   takes the track's row first: without it two transactions could each see only their own half.
-- * experiment_bucket depends on nothing but md5, so a user keeps a bucket across servers, versions and restarts
--   (hashtext and its relatives promise none of that).
--
-- Cost: no table is rewritten. Moving a track rewrites the entries between the two places twice (once out of the way to
-- negative numbers, once back), as the primary key is checked row by row.
--
-- How to tell that it worked: `SELECT * FROM royalty_splits_off();` and `SELECT * FROM playlist_gaps();` return nothing.

-- segue: upgrade
CREATE TABLE IF NOT EXISTS public.track_merges (
  duplicate_id bigint PRIMARY KEY,
  kept_id bigint NOT NULL REFERENCES public.tracks (id) ON DELETE CASCADE,
  merged_at timestamptz NOT NULL DEFAULT now(),
  moved jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS track_merges_kept_id_idx ON public.track_merges (kept_id);
COMMENT ON TABLE public.track_merges IS 'Where a merged duplicate went, so that old links still lead somewhere.';
COMMENT ON COLUMN public.track_merges.moved IS 'Rows re-pointed, by table.';

CREATE OR REPLACE FUNCTION public.hold_playlist(playlist bigint) RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  -- Not FOR UPDATE: that would also stop everybody who only refers to the playlist.
  PERFORM FROM playlists WHERE id = playlist FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no playlist %', playlist USING ERRCODE = 'no_data_found';
  END IF;
  RETURN (SELECT count(*) FROM playlist_tracks WHERE playlist_id = playlist);
END $$;
COMMENT ON FUNCTION public.hold_playlist(bigint)
  IS 'Locks a playlist against other reorders until the transaction ends; returns how many tracks it has.';

CREATE OR REPLACE FUNCTION public.shift_playlist(playlist bigint, first_position integer, last_position integer, distance integer)
  RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE playlist_tracks SET position = -(position + distance)
  WHERE playlist_id = playlist AND position BETWEEN first_position AND last_position;
  UPDATE playlist_tracks SET position = -position WHERE playlist_id = playlist AND position < 0;
END $$;
COMMENT ON FUNCTION public.shift_playlist(bigint, integer, integer, integer)
  IS 'Moves a block of entries; the caller holds the playlist and has made room.';

CREATE OR REPLACE FUNCTION public.add_playlist_track(playlist bigint, track bigint, added_by bigint DEFAULT NULL,
  at_position integer DEFAULT NULL)
RETURNS integer LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tracks_before constant integer := hold_playlist(playlist);
  place constant integer := coalesce(at_position, tracks_before + 1);
BEGIN
  IF place NOT BETWEEN 1 AND tracks_before + 1 THEN
    RAISE EXCEPTION 'position % is outside playlist %', place, playlist
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It has %s tracks.', tracks_before);
  END IF;
  PERFORM shift_playlist(playlist, place, tracks_before, 1);
  INSERT INTO playlist_tracks (playlist_id, position, track_id, added_by)
  VALUES (playlist, place, track, add_playlist_track.added_by);
  RETURN place;
END $$;
COMMENT ON FUNCTION public.add_playlist_track(bigint, bigint, bigint, integer)
  IS 'Adds a track at a place (the end, if none is given) and returns the place.';

CREATE OR REPLACE FUNCTION public.remove_playlist_track(playlist bigint, at_position integer)
RETURNS bigint LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tracks_before constant integer := hold_playlist(playlist);
  removed bigint;
BEGIN
  DELETE FROM playlist_tracks WHERE playlist_id = playlist AND position = at_position RETURNING track_id INTO removed;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'position % is outside playlist %', at_position, playlist
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It has %s tracks.', tracks_before);
  END IF;
  PERFORM shift_playlist(playlist, at_position + 1, tracks_before, -1);
  RETURN removed;
END $$;
COMMENT ON FUNCTION public.remove_playlist_track(bigint, integer)
  IS 'Takes an entry and its comments out, closes the gap, returns the track.';

CREATE OR REPLACE FUNCTION public.move_playlist_track(playlist bigint, from_position integer, to_position integer)
RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tracks constant integer := hold_playlist(playlist);
BEGIN
  IF NOT coalesce(from_position BETWEEN 1 AND tracks AND to_position BETWEEN 1 AND tracks, false) THEN
    RAISE EXCEPTION 'cannot move position % to % in playlist %', from_position, to_position, playlist
      USING ERRCODE = 'invalid_parameter_value', DETAIL = format('It has %s tracks.', tracks);
  END IF;
  IF from_position = to_position THEN
    RETURN;
  END IF;
  UPDATE playlist_tracks SET position = -CASE
      WHEN position = from_position THEN to_position
      WHEN from_position < to_position THEN position - 1
      ELSE position + 1 END
  WHERE playlist_id = playlist
    AND position BETWEEN least(from_position, to_position) AND greatest(from_position, to_position);
  UPDATE playlist_tracks SET position = -position WHERE playlist_id = playlist AND position < 0;
END $$;
COMMENT ON FUNCTION public.move_playlist_track(bigint, integer, integer)
  IS 'Moves one entry to another place; comments follow their entry.';

CREATE OR REPLACE FUNCTION public.playlist_gaps() RETURNS TABLE (playlist_id bigint, tracks bigint, lowest integer, highest integer)
LANGUAGE sql STABLE AS $$
  SELECT t.playlist_id, count(*), min(t.position), max(t.position) FROM public.playlist_tracks t
  GROUP BY t.playlist_id HAVING min(t.position) <> 1 OR max(t.position) <> count(*)
$$;
COMMENT ON FUNCTION public.playlist_gaps() IS 'Playlists whose positions are not 1..n; none, if every writer uses the functions.';

CREATE OR REPLACE FUNCTION public.merge_tracks(kept bigint, duplicate bigint) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  counts jsonb := '{}';
  gone tracks%ROWTYPE;
  entry record;
  target integer;
  n bigint;
BEGIN
  IF EXISTS (SELECT FROM track_merges WHERE duplicate_id = duplicate AND kept_id = kept) THEN
    RETURN jsonb_build_object('already_merged', true);
  END IF;
  IF kept = duplicate THEN
    RAISE EXCEPTION 'a track cannot be merged into itself (%)', kept USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- Both rows in the order of their ids, so that two merges cannot wait for each other; FOR UPDATE also stops new references.
  PERFORM FROM tracks WHERE id IN (kept, duplicate) ORDER BY id FOR UPDATE;
  SELECT count(*) INTO n FROM tracks WHERE id IN (kept, duplicate);
  IF n <> 2 THEN
    RAISE EXCEPTION 'cannot merge track % into %: one of them does not exist', duplicate, kept USING ERRCODE = 'no_data_found';
  END IF;

  -- A playlist that holds both keeps one entry; the comments of the other move over with new numbers.
  n := 0;
  PERFORM FROM playlists WHERE id IN (SELECT playlist_id FROM playlist_tracks WHERE track_id = duplicate) ORDER BY id FOR NO KEY UPDATE;
  FOR entry IN
    SELECT d.playlist_id, d.position FROM playlist_tracks d WHERE d.track_id = duplicate
      AND EXISTS (SELECT FROM playlist_tracks k WHERE k.playlist_id = d.playlist_id AND k.track_id = kept)
    ORDER BY d.playlist_id, d.position DESC
  LOOP
    SELECT min(position) INTO target FROM playlist_tracks WHERE playlist_id = entry.playlist_id AND track_id = kept;
    UPDATE playlist_track_comments SET position = target, comment_no = comment_no + (
        SELECT coalesce(max(c.comment_no), 0) FROM playlist_track_comments c
        WHERE c.playlist_id = entry.playlist_id AND c.position = target)
    WHERE playlist_id = entry.playlist_id AND position = entry.position;
    PERFORM remove_playlist_track(entry.playlist_id, entry.position);
    n := n + 1;
  END LOOP;
  counts := counts || jsonb_build_object('playlist_entries_folded', n);
  UPDATE playlist_tracks SET track_id = kept WHERE track_id = duplicate;
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('playlist_tracks', n);

  INSERT INTO track_artists (track_id, artist_id, role)
  SELECT kept, artist_id, role FROM track_artists WHERE track_id = duplicate ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS n = ROW_COUNT;
  counts := counts || jsonb_build_object('track_artists', n);

  -- Shares are not mixed: half of each would not add up. The kept track's own agreement wins.
  n := 0;
  IF NOT EXISTS (SELECT FROM royalty_splits WHERE track_id = kept) THEN
    UPDATE royalty_splits SET track_id = kept WHERE track_id = duplicate;
    GET DIAGNOSTICS n = ROW_COUNT;
  END IF;
  counts := counts || jsonb_build_object('royalty_splits', n);

  IF to_regclass('public.listening_events') IS NOT NULL THEN
    UPDATE listening_events e SET track_id = kept WHERE track_id = duplicate AND NOT EXISTS (
      SELECT FROM listening_events k WHERE k.user_id = e.user_id AND k.played_at = e.played_at AND k.track_id = kept);
    GET DIAGNOSTICS n = ROW_COUNT;
    counts := counts || jsonb_build_object('listening_events', n);
    DELETE FROM listening_events WHERE track_id = duplicate;

    UPDATE analytics SET properties = jsonb_set(properties, '{track_id}', to_jsonb(kept))
    WHERE properties ? 'track_id' AND properties -> 'track_id' = to_jsonb(duplicate);
    GET DIAGNOSTICS n = ROW_COUNT;
    counts := counts || jsonb_build_object('analytics', n);

    -- Listeners of both cannot be added, only counted again; where the events have aged out, the greater is a lower bound.
    INSERT INTO analytics.daily_track_stats AS s (day, track_id, plays, distinct_listeners)
    SELECT day, kept, plays, distinct_listeners FROM analytics.daily_track_stats WHERE track_id = duplicate
    ON CONFLICT (day, track_id) DO UPDATE SET plays = s.plays + excluded.plays,
      distinct_listeners = greatest(s.distinct_listeners, excluded.distinct_listeners, (
        SELECT count(DISTINCT e.user_id) FROM listening_events e WHERE e.track_id = kept
          AND e.played_at >= s.day::timestamp AT TIME ZONE 'UTC' AND e.played_at < (s.day + 1)::timestamp AT TIME ZONE 'UTC'));
    GET DIAGNOSTICS n = ROW_COUNT;
    counts := counts || jsonb_build_object('daily_track_stats', n);
    DELETE FROM analytics.daily_track_stats WHERE track_id = duplicate;

    INSERT INTO i18n.translations (entity_type, entity_id, field, locale, value, translator_id, machine, updated_at)
    SELECT entity_type, kept, field, locale, value, translator_id, machine, updated_at FROM i18n.translations
    WHERE entity_type = 'track' AND entity_id = duplicate ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS n = ROW_COUNT;
    counts := counts || jsonb_build_object('translations', n);
    DELETE FROM i18n.translations WHERE entity_type = 'track' AND entity_id = duplicate;

    INSERT INTO ml.embeddings (entity_type, entity_id, model_id, dim, vec, updated_at)
    SELECT entity_type, kept, model_id, dim, vec, updated_at FROM ml.embeddings
    WHERE entity_type = 'track' AND entity_id = duplicate ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS n = ROW_COUNT;
    counts := counts || jsonb_build_object('embeddings', n);
    DELETE FROM ml.embeddings WHERE entity_type = 'track' AND entity_id = duplicate;
  END IF;

  UPDATE track_merges SET kept_id = kept WHERE kept_id = duplicate;
  -- Gone first: the ISRC is unique and may have to move.
  DELETE FROM tracks WHERE id = duplicate RETURNING * INTO gone;
  UPDATE tracks SET isrc = coalesce(isrc, gone.isrc), duration_ms = coalesce(duration_ms, gone.duration_ms),
    release_date = coalesce(release_date, gone.release_date), audio_features = coalesce(audio_features, gone.audio_features)
  WHERE id = kept AND (isrc IS NULL OR duration_ms IS NULL OR release_date IS NULL OR audio_features IS NULL);
  INSERT INTO track_merges (duplicate_id, kept_id, moved) VALUES (duplicate, kept, counts);
  RETURN counts;
END $$;
COMMENT ON FUNCTION public.merge_tracks(bigint, bigint)
  IS 'Folds a duplicate into the track that stays; returns the rows moved by table. Again: says already_merged.';

CREATE OR REPLACE FUNCTION public.check_royalty_splits() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  touched bigint;
  total numeric;
BEGIN
  FOR touched IN
    SELECT DISTINCT id FROM unnest(ARRAY[
      CASE WHEN TG_OP <> 'INSERT' THEN OLD.track_id END,
      CASE WHEN TG_OP <> 'DELETE' THEN NEW.track_id END]) AS id
    WHERE id IS NOT NULL ORDER BY id
  LOOP
    PERFORM FROM tracks WHERE id = touched FOR NO KEY UPDATE;
    SELECT sum(share) INTO total FROM royalty_splits WHERE track_id = touched;
    IF total <> 100 THEN
      RAISE EXCEPTION 'the royalty shares of track % add up to % per cent, not 100', touched, total
        USING ERRCODE = 'check_violation', TABLE = 'royalty_splits', CONSTRAINT = 'royalty_splits_sum';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION public.check_royalty_splits() IS 'Deferred check: the shares of a track add up to 100, or there are none.';
DO $$
BEGIN
  -- OR REPLACE is not offered for constraint triggers.
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = 'public.royalty_splits'::regclass AND tgname = 'royalty_splits_sum') THEN
    CREATE CONSTRAINT TRIGGER royalty_splits_sum AFTER INSERT OR UPDATE OR DELETE ON public.royalty_splits
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.check_royalty_splits();
  END IF;
END $$;

CREATE OR REPLACE FUNCTION public.royalty_splits_off() RETURNS TABLE (track_id bigint, total numeric)
LANGUAGE sql STABLE AS $$
  SELECT s.track_id, sum(s.share) FROM public.royalty_splits s GROUP BY s.track_id HAVING sum(s.share) <> 100
$$;
COMMENT ON FUNCTION public.royalty_splits_off()
  IS 'Tracks whose shares do not add up, however they came in (a restore with triggers off, say).';

CREATE OR REPLACE FUNCTION public.split_royalty(track bigint, cents bigint) RETURNS TABLE (artist_id bigint, role text, amount_cents bigint)
LANGUAGE sql STABLE AS $$
  WITH exact AS (
    SELECT s.artist_id, s.role, cents * s.share / 100 AS due, floor(cents * s.share / 100) AS whole
    FROM public.royalty_splits s WHERE s.track_id = track
  ), ranked AS (
    SELECT e.*, row_number() OVER (ORDER BY due - whole DESC, e.artist_id, e.role) AS place, cents - sum(whole) OVER () AS left_over
    FROM exact e
  )
  SELECT r.artist_id, r.role, (whole + CASE WHEN place <= left_over THEN 1 ELSE 0 END)::bigint FROM ranked r ORDER BY 1, 2
$$;
COMMENT ON FUNCTION public.split_royalty(bigint, bigint)
  IS 'Divides an amount by the shares so that the parts add up to it exactly (largest remainder).';

CREATE OR REPLACE FUNCTION public.experiment_bucket(experiment text, user_id bigint, buckets integer DEFAULT 10000) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (('x' || substr(md5(experiment || ':' || user_id::text), 1, 15))::bit(60)::bigint % buckets)::integer
$$;
COMMENT ON FUNCTION public.experiment_bucket(text, bigint, integer)
  IS '0 .. buckets-1; the same for the same experiment and user, for ever, everywhere.';

CREATE OR REPLACE FUNCTION public.experiment_variant(experiment text, user_id bigint, variants text[], weights integer[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT v FROM (
    SELECT v, o, sum(w) OVER (ORDER BY o) AS upto, sum(w) OVER () AS total
    FROM unnest(variants, weights) WITH ORDINALITY AS u (v, w, o)
  ) AS lots
  WHERE public.experiment_bucket(experiment, user_id) * total < upto * 10000 ORDER BY o LIMIT 1
$$;
COMMENT ON FUNCTION public.experiment_variant(text, bigint, text[], integer[])
  IS 'Picks a variant by weight; changing weights moves only users between neighbours.';

-- segue: downgrade
DROP FUNCTION IF EXISTS public.experiment_variant(text, bigint, text[], integer[]);
DROP FUNCTION IF EXISTS public.experiment_bucket(text, bigint, integer);
DROP FUNCTION IF EXISTS public.split_royalty(bigint, bigint);
DROP FUNCTION IF EXISTS public.royalty_splits_off();
DROP TRIGGER IF EXISTS royalty_splits_sum ON public.royalty_splits;
DROP FUNCTION IF EXISTS public.check_royalty_splits();
DROP FUNCTION IF EXISTS public.merge_tracks(bigint, bigint);
DROP FUNCTION IF EXISTS public.playlist_gaps();
DROP FUNCTION IF EXISTS public.move_playlist_track(bigint, integer, integer);
DROP FUNCTION IF EXISTS public.remove_playlist_track(bigint, integer);
DROP FUNCTION IF EXISTS public.add_playlist_track(bigint, bigint, bigint, integer);
DROP FUNCTION IF EXISTS public.shift_playlist(bigint, integer, integer, integer);
DROP FUNCTION IF EXISTS public.hold_playlist(bigint);
DROP TABLE IF EXISTS public.track_merges;

-- segue: verify
SELECT * FROM public.royalty_splits_off();
SELECT * FROM public.playlist_gaps();
-- A bucket never changes: this one was computed once and written down.
SELECT public.experiment_bucket('onboarding', 123) = 1343;
-- A thousand users over four buckets: none is empty or holds half.
SELECT b, count(*) FROM (SELECT public.experiment_bucket('verify', u, 4) AS b FROM generate_series(1, 1000) AS u) AS spread
GROUP BY b HAVING count(*) NOT BETWEEN 200 AND 300;
