-- Data to look at: the same for the same seed, on every server, for ever (hashes of a counter instead of random numbers).
-- Placeholders: seed; users (at least 123 are made); events (analytics; half as many plays); today (the last day).
-- Each statement can be run again: what is there stays, erased people stay erased.

-- Partitions for the fourteen months
SELECT public.ensure_partitions(from_month => (date ${today:literal} - interval '13 months')::date, months => 17);

-- Users
INSERT INTO public.users (id, public_id, email, username, password_hash, phone, locale, country, referred_by, created_at, last_login_at)
SELECT g, md5(concat('user ', g, ' ', ${seed}))::uuid, concat(lower(f), '.', g, '@example.org'), concat(lower(f), '_', g),
  concat('$argon2id$', md5(concat('password ', g, ' ', ${seed}))), CASE WHEN h % 3 = 0 THEN concat('+49 30 ', 1000000 + h % 9000000) END,
  (ARRAY['en', 'en', 'de', 'de-AT', 'fr', 'es', 'ja', 'ar'])[1 + h % 8], (ARRAY['US', 'GB', 'DE', 'AT', 'FR', 'ES', 'JP', 'EG'])[1 + h % 8],
  CASE WHEN g > 10 AND h % 4 = 0 THEN 1 + h % (g - 1) END,
  (date ${today:literal} - (430 + h % 1000)::integer)::timestamp AT TIME ZONE 'UTC' + make_interval(secs => h % 86400),
  (date ${today:literal} - (h % 60)::integer)::timestamp AT TIME ZONE 'UTC'
FROM generate_series(1, greatest(${users}, 123)) AS g
CROSS JOIN LATERAL (SELECT abs(hashint8extended(g, ${seed}) % 1000000007) AS h) AS one
CROSS JOIN LATERAL (SELECT (ARRAY['Ada', 'Bela', 'Clara', 'Duke', 'Ella', 'Fela', 'Gal', 'Hedy', 'Ines', 'Jun'])[1 + h % 10] AS f) AS two
ON CONFLICT DO NOTHING;

-- Profiles
INSERT INTO public.profiles (user_id, display_name, birth_date, gender, bio, preferences, emergency_contact_email)
SELECT u.id, concat(initcap(split_part(u.username, '_', 1)), ' ',
    (ARRAY['Lovelace', 'Bartók', 'Schumann', 'Ellington', 'Fitzgerald', 'Kuti', 'Costa', 'Lamarr', 'Núñez', '松本'])[1 + h / 10 % 10]),
  date '1950-01-01' + (h % 20000)::integer, (ARRAY['f', 'm', 'x', NULL])[1 + h % 4], concat('Plays since ', 1970 + h % 50),
  jsonb_build_object('theme', (ARRAY['dark', 'light'])[1 + h % 2], 'contact', jsonb_build_object('email', u.email),
    'favourite_artists', jsonb_build_array(1 + h % 20, 1 + h / 20 % 20)),
  CASE WHEN u.id > 1 AND h % 5 = 0 THEN (SELECT email FROM public.users v WHERE v.id = 1 + h % (u.id - 1) AND v.status <> 'erased')
    WHEN u.id = 7 THEN (SELECT email FROM public.users v WHERE v.id = 123 AND v.status <> 'erased') END
FROM public.users u CROSS JOIN LATERAL (SELECT abs(hashint8extended(u.id, ${seed} + 1) % 1000000007) AS h) AS one
WHERE u.status <> 'erased' AND u.id <= greatest(${users}, 123)
ON CONFLICT DO NOTHING;

-- Sessions
INSERT INTO public.sessions (id, user_id, ip, user_agent, device_id, created_at, expires_at)
SELECT md5(concat('session ', u.id, ' ', s, ' ', ${seed}))::uuid, u.id, inet '203.0.113.0' + h % 256,
  (ARRAY['Segue/1.0 (Linux)', 'Segue/1.0 (iOS)', 'Segue/1.0 (Android)'])[1 + h % 3], concat('device-', u.id, '-', s), began,
    began + interval '30 days'
FROM public.users u CROSS JOIN generate_series(1, 2) AS s
CROSS JOIN LATERAL (SELECT abs(hashint8extended(u.id * 10 + s, ${seed} + 2) % 1000000007) AS h) AS one
CROSS JOIN LATERAL (SELECT (date ${today:literal} - (h % 60)::integer)::timestamp AT TIME ZONE 'UTC' AS began) AS two
WHERE u.status <> 'erased' AND u.id <= greatest(${users}, 123)
ON CONFLICT DO NOTHING;

-- Identities at other services
INSERT INTO public.oauth_identities (provider, subject, user_id, access_token_enc, scopes)
SELECT (ARRAY['github', 'google', 'apple'])[1 + u.id % 3], md5(concat('subject ', u.id, ' ', ${seed})), u.id,
  decode(md5(concat('token ', u.id, ' ', ${seed})), 'hex'), ARRAY['openid', 'email']
FROM public.users u WHERE u.status <> 'erased' AND u.id % 3 = 0 AND u.id <= greatest(${users}, 123)
ON CONFLICT DO NOTHING;

-- Places
INSERT INTO geo.places (id, name, country, lat, lon, kind) VALUES
  (1, 'Berlin', 'DE', 52.52, 13.405, 'city'), (2, 'Wien', 'AT', 48.2082, 16.3738, 'city'), (3, 'Paris', 'FR', 48.8566, 2.3522, 'city'),
  (4, 'London', 'GB', 51.5074, -0.1278, 'city'), (5, 'New York', 'US', 40.7128, -74.006, 'city'),
    (6, 'Madrid', 'ES', 40.4168, -3.7038, 'city'),
  (7, '東京', 'JP', 35.6762, 139.6503, 'city'), (8, 'القاهرة', 'EG', 30.0444, 31.2357, 'city'),
    (9, 'Auckland', 'NZ', -36.8509, 174.7645, 'city'),
  (10, 'Lagos', 'NG', 6.5244, 3.3792, 'city')
ON CONFLICT DO NOTHING;

-- Artists
INSERT INTO public.artists (id, name, mbid, legal_name, origin_place_id, created_by)
SELECT g, concat((ARRAY['The', 'Los', 'Die', 'Les'])[1 + h % 4], ' ',
  (ARRAY['Quiet', 'Blue', 'Late', 'Paper', 'Electric'])[1 + h / 4 % 5], ' ',
    (ARRAY['Pilots', 'Gardens', 'Strings', 'Tides', 'Wolves', 'Engines'])[1 + h / 20 % 6], ' ', g),
  md5(concat('artist ', g, ' ', ${seed}))::uuid, CASE WHEN h % 2 = 0 THEN concat('Artist ', g, ' Ltd') END, 1 + h % 10,
  (SELECT id FROM public.users WHERE id = CASE WHEN g = 5 THEN 123 ELSE 1 + h % 123 END AND status <> 'erased')
FROM generate_series(1, greatest(${users}, 123) / 5 + 20) AS g
CROSS JOIN LATERAL (SELECT abs(hashint8extended(g, ${seed} + 3) % 1000000007) AS h) AS one
ON CONFLICT DO NOTHING;

-- Tracks (every fiftieth is a duplicate of the one before it, waiting to be merged)
INSERT INTO public.tracks (id, title, isrc, duration_ms, release_date, explicit, audio_features)
SELECT g, concat((ARRAY['Song', 'Nocturne', 'Blues', 'Lied', 'Rondo', 'Dub'])[1 + h % 6], ' no. ',
    CASE WHEN g % 50 = 0 THEN g - 1 ELSE g END),
  CASE WHEN g % 50 <> 0 THEN concat('DESGU', lpad(g::text, 7, '0')) END, 90000 + h % 300000, date '1960-01-01' + (h % 24000)::integer,
    h % 17 = 0,
  jsonb_build_object('tempo', 60 + h % 120, 'key', h % 12, 'energy', round((h % 1000) / 1000.0, 3))
FROM generate_series(1, greatest(${users}, 123) * 2) AS g
CROSS JOIN LATERAL (SELECT abs(hashint8extended(CASE WHEN g % 50 = 0 THEN g - 1 ELSE g END, ${seed} + 4) % 1000000007) AS h) AS one
WHERE NOT EXISTS (SELECT FROM public.track_merges m WHERE m.duplicate_id = g)
ON CONFLICT DO NOTHING;

-- Who plays on which track
INSERT INTO public.track_artists (track_id, artist_id, role)
SELECT t.id, 1 + (h + k * 7) % (greatest(${users}, 123) / 5 + 20), (ARRAY['main', 'featured', 'producer'])[k + 1]
FROM public.tracks t CROSS JOIN LATERAL (SELECT abs(hashint8extended(t.id, ${seed} + 5) % 1000000007) AS h) AS one
CROSS JOIN LATERAL generate_series(0, h % 3) AS k
WHERE t.id <= greatest(${users}, 123) * 2
ON CONFLICT DO NOTHING;

-- Royalty shares: 100, 60 + 40 or 50 + 30 + 20 per cent
INSERT INTO public.royalty_splits (track_id, artist_id, role, share)
SELECT a.track_id, a.artist_id, 'performer', CASE parts WHEN 1 THEN 100 WHEN 2 THEN (ARRAY[60, 40])[place]
  ELSE (ARRAY[50, 30, 20])[place] END
FROM (
  SELECT track_id, artist_id, count(*) OVER (PARTITION BY track_id) AS parts,
    row_number() OVER (PARTITION BY track_id ORDER BY role, artist_id) AS place
  FROM public.track_artists WHERE track_id <= greatest(${users}, 123) * 2
) AS a
WHERE NOT EXISTS (SELECT FROM public.royalty_splits r WHERE r.track_id = a.track_id);

-- Playlists: two a user, some public, some shared
INSERT INTO public.playlists (id, owner_id, title, description, is_public, collaborator_ids, created_at)
SELECT g, u.id, (ARRAY['Morning', 'Night drive', 'Deep work', 'Kitchen', 'Running'])[1 + h % 5],
  CASE WHEN h % 3 = 0 THEN concat('Made by ', u.username) END, h % 2 = 0,
  CASE WHEN h % 6 = 0 OR g = 123 THEN ARRAY(SELECT v.id FROM public.users v WHERE v.id IN (1 + h % 123, 1 + h / 123 % 123)
      AND v.id <> u.id AND v.status <> 'erased' ORDER BY v.id)
    WHEN g IN (5, 6) THEN ARRAY(SELECT v.id FROM public.users v WHERE v.id = 123 AND v.status <> 'erased') ELSE '{}' END,
  (date ${today:literal} - (h % 420)::integer)::timestamp AT TIME ZONE 'UTC'
FROM generate_series(1, greatest(${users}, 123) * 2) AS g
JOIN public.users u ON u.id = (g - 1) % greatest(${users}, 123) + 1 AND u.status <> 'erased'
CROSS JOIN LATERAL (SELECT abs(hashint8extended(g, ${seed} + 6) % 1000000007) AS h) AS one
ON CONFLICT DO NOTHING;

-- Playlist entries
INSERT INTO public.playlist_tracks (playlist_id, position, track_id, added_by, added_at)
SELECT p.id, place, t.id, p.owner_id, p.created_at
FROM public.playlists p CROSS JOIN LATERAL (SELECT abs(hashint8extended(p.id, ${seed} + 7) % 1000000007) AS h) AS one
CROSS JOIN LATERAL (
  SELECT row_number() OVER (ORDER BY k) AS place, t.id FROM generate_series(1, 5 + h % 10) AS k
  JOIN public.tracks t ON t.id = 1 + abs(hashint8extended(p.id * 100 + k, ${seed} + 8) % (greatest(${users}, 123) * 2))) AS t
WHERE p.id <= greatest(${users}, 123) * 2 AND NOT EXISTS (SELECT FROM public.playlist_tracks e WHERE e.playlist_id = p.id);

-- Comments, some of which mention somebody
INSERT INTO public.playlist_track_comments (playlist_id, position, comment_no, author_id, body, mentions, created_at)
SELECT e.playlist_id, e.position, n, a.id,
  CASE WHEN m.id IS NOT NULL THEN concat('@', m.username, ' listen to this')
    ELSE (ARRAY['Again!', 'Too loud', 'Wunderbar', '最高'])[1 + h % 4] END,
  CASE WHEN m.id IS NOT NULL THEN ARRAY[m.id] END, e.added_at + make_interval(hours => n)
FROM public.playlist_tracks e CROSS JOIN generate_series(1, 2) AS n
CROSS JOIN LATERAL (SELECT abs(hashint8extended(e.playlist_id * 1000 + e.position * 10 + n, ${seed} + 9) % 1000000007) AS h) AS one
JOIN public.users a ON a.id = CASE WHEN e.playlist_id % 40 = 0 THEN 123 ELSE 1 + h % 123 END AND a.status <> 'erased'
LEFT JOIN public.users m ON h % 3 = 0 AND m.id = CASE WHEN e.playlist_id % 40 = 4 THEN 123 ELSE 1 + h / 3 % 123 END AND m.status <> 'erased'
WHERE e.playlist_id % 4 = 0 AND e.position = 1 AND e.playlist_id <= greatest(${users}, 123) * 2
ON CONFLICT DO NOTHING;

-- Everybody's default playlist
UPDATE public.users u SET default_playlist_id = u.id
WHERE u.default_playlist_id IS NULL AND u.status <> 'erased' AND u.id <= greatest(${users}, 123)
  AND EXISTS (SELECT FROM public.playlists p WHERE p.id = u.id AND p.owner_id = u.id);

-- Invoices: a year's for every third user, and one of user 123 that is nine years old
INSERT INTO public.invoices (id, user_id, billing_name, billing_address, vat_id, total_cents, currency, issued_at)
SELECT u.id * 100 + n, u.id, p.display_name, concat('Musikstraße ', h % 200, ', 10115 Berlin'),
  CASE WHEN h % 5 = 0 THEN concat('DE', 100000000 + h % 900000000) END,
  499 + h % 1500, 'EUR', CASE WHEN n = 13 THEN (date ${today:literal} - interval '9 years') ELSE date_trunc('month', date ${today:literal})
    - make_interval(months => n) END::timestamp AT TIME ZONE 'UTC'
FROM public.users u JOIN public.profiles p ON p.user_id = u.id CROSS JOIN generate_series(1, 13) AS n
CROSS JOIN LATERAL (SELECT abs(hashint8extended(u.id * 100 + n, ${seed} + 10) % 1000000007) AS h) AS one
WHERE u.status <> 'erased' AND u.id <= greatest(${users}, 123) AND (u.id % 3 = 0 AND n <= 12 OR u.id = 123)
  AND NOT EXISTS (SELECT FROM public.invoices i WHERE i.id = u.id * 100 + n)
ON CONFLICT DO NOTHING;

-- Support tickets, which know their writer by address only
INSERT INTO public.support_tickets (id, requester_email, subject, body, meta, created_at)
SELECT u.id, CASE WHEN u.id % 2 = 0 THEN upper(u.email) ELSE u.email END,
  (ARRAY['Cannot log in', 'Wrong invoice', 'Missing album'])[1 + h % 3],
  concat('Please help, write to ', u.email), jsonb_build_object('ip', concat('203.0.113.', h % 256), 'app', '1.0'),
  (date ${today:literal} - (h % 700)::integer)::timestamp AT TIME ZONE 'UTC'
FROM public.users u CROSS JOIN LATERAL (SELECT abs(hashint8extended(u.id, ${seed} + 11) % 1000000007) AS h) AS one
WHERE u.status <> 'erased' AND u.id <= greatest(${users}, 123) AND (u.id % 10 = 0 OR u.id = 123)
ON CONFLICT DO NOTHING;

-- Privacy notices
INSERT INTO public.privacy_notices (version, language, url, sha256, published_at)
SELECT v, l, concat('https://example.org/privacy/', v, '/', l), sha256(convert_to(concat('notice ', v, ' ', l), 'UTF8')),
  (date ${today:literal} - interval '4 years')::timestamp AT TIME ZONE 'UTC'
FROM unnest(ARRAY['2022-1', '2024-1']) AS v, unnest(ARRAY['en', 'de', 'fr', 'es', 'ja', 'ar']) AS l
WHERE NOT EXISTS (SELECT FROM public.privacy_notices p WHERE p.version = v AND p.language = l)
ON CONFLICT DO NOTHING;

-- Consent: seven of ten say yes; user 123 refuses marketing and training
INSERT INTO public.consent (user_id, purpose, granted, status, changed_at, expires_at, notice_id, receipt_id)
SELECT u.id, p.code, answer, CASE WHEN answer THEN 'given' ELSE 'refused' END, u.created_at,
  CASE WHEN answer THEN (date ${today:literal} + 30 + (h % 700)::integer)::timestamp AT TIME ZONE 'UTC' END, n.id,
  md5(concat('receipt ', u.id, ' ', p.code, ' ', ${seed}))::uuid
FROM public.users u CROSS JOIN public.purposes p
CROSS JOIN LATERAL (SELECT abs(hashtextextended(concat(u.id, ' ', p.code), ${seed} + 12) % 1000000007) AS h) AS one
CROSS JOIN LATERAL (SELECT CASE WHEN u.id = 123 THEN p.code NOT IN ('marketing', 'ml_training') ELSE h % 10 < 7 END AS answer) AS two
JOIN public.privacy_notices n ON n.version = '2024-1' AND n.language = left(u.locale, 2)
WHERE p.lawful_basis = 'consent' AND u.status <> 'erased' AND u.id <= greatest(${users}, 123)
ON CONFLICT DO NOTHING;

-- Where people were who agreed to say so
INSERT INTO geo.user_locations (user_id, at, lat, lon, accuracy_m)
SELECT c.user_id, (date ${today:literal} - d)::timestamp AT TIME ZONE 'UTC', round((l.lat + (h % 100) / 1000.0)::numeric, 5),
  round((l.lon + (h % 77) / 1000.0)::numeric, 5), 10 + h % 90
FROM public.consent c CROSS JOIN generate_series(0, 60, 20) AS d
CROSS JOIN LATERAL (SELECT abs(hashint8extended(c.user_id * 100 + d, ${seed} + 13) % 1000000007) AS h) AS one
JOIN geo.places l ON l.id = 1 + h % 10
WHERE c.purpose = 'location' AND c.granted AND c.user_id <= greatest(${users}, 123)
ON CONFLICT DO NOTHING;

-- Translations
INSERT INTO i18n.translations (entity_type, entity_id, field, locale, value, translator_id, machine)
SELECT 'track', t.id, 'title', l.code, concat(t.title, ' (', l.name, ')'), u.id, u.id IS NULL
FROM public.tracks t CROSS JOIN i18n.locales l
LEFT JOIN public.users u ON u.id = CASE WHEN t.id % 10 = 0 THEN 123 ELSE t.id % 7 END AND u.status <> 'erased'
WHERE t.id <= 200 AND l.code IN ('de', 'fr', 'ja')
UNION ALL
SELECT 'user', p.user_id, 'bio', 'de', concat('Spielt, ', p.bio), NULL, true FROM public.profiles p
WHERE p.user_id % 20 = 3 AND p.user_id <= greatest(${users}, 123)
ON CONFLICT DO NOTHING;

-- Models
INSERT INTO ml.models (id, name, version, framework, artifact_uri, artifact_sha256, training_data_cutoff, trained_on_consent_purpose,
  owner_id, stage)
SELECT g, 'taste', concat('1.', g), 'onnx', concat('s3://models/taste-1.', g),
  sha256(convert_to(concat('model ', g, ' ', ${seed}), 'UTF8')),
  (date ${today:literal} - 400 + g * 100)::timestamp AT TIME ZONE 'UTC', 'ml_training',
    (SELECT id FROM public.users WHERE id = 123 AND status <> 'erased'),
  (ARRAY['retired', 'retired', 'production'])[g]
FROM generate_series(1, 3) AS g
ON CONFLICT DO NOTHING;

-- Embeddings of users and tracks, 64 numbers each
INSERT INTO ml.embeddings (entity_type, entity_id, model_id, dim, vec)
SELECT e.kind, e.id, 3, 64, ARRAY(SELECT ((hashint8extended(e.id * 100 + d, ${seed} + 14) % 1000) / 1000.0)::real
  FROM generate_series(1, 64) AS d ORDER BY d)
FROM (
  SELECT 'user' AS kind, user_id AS id FROM public.consent WHERE purpose = 'personalisation' AND granted
    AND user_id <= greatest(${users}, 123)
  UNION ALL SELECT 'track', id FROM public.tracks WHERE id <= 500
) AS e JOIN ml.models m ON m.id = 3
ON CONFLICT DO NOTHING;

-- Predictions
INSERT INTO ml.predictions (created_at, model_id, user_id, features, output, explanation)
SELECT (date ${today:literal} - (h % 90)::integer)::timestamp AT TIME ZONE 'UTC', 3, u.id,
  jsonb_build_object('age_band', h % 6, 'country', u.country),
  jsonb_build_object('churn', round((h % 1000) / 1000.0, 3)), jsonb_build_object('because', ARRAY['plays', 'skips'])
FROM public.users u CROSS JOIN LATERAL (SELECT abs(hashint8extended(u.id, ${seed} + 15) % 1000000007) AS h) AS one
WHERE u.status <> 'erased' AND u.id <= greatest(${users}, 123) AND NOT EXISTS (SELECT FROM ml.predictions) ORDER BY u.id;

-- Experiments
INSERT INTO ml.experiments (id, key, hypothesis, variants, weights, started_at, ended_at) VALUES
  (1, 'onboarding', 'Three questions first keep more people', '{control,questions}', '{1,1}',
    (date ${today:literal} - 90)::timestamp AT TIME ZONE 'UTC', NULL),
  (2, 'shuffle', 'A gentler shuffle is skipped less', '{control,gentle,gentler}', '{8,1,1}',
    (date ${today:literal} - 300)::timestamp AT TIME ZONE 'UTC',
    (date ${today:literal} - 200)::timestamp AT TIME ZONE 'UTC')
ON CONFLICT DO NOTHING;

-- Who is in which variant
INSERT INTO ml.experiment_assignments (experiment_id, user_id, variant, assigned_at)
SELECT x.id, u.id, public.experiment_variant(x.key, u.id, x.variants, x.weights), x.started_at
FROM ml.experiments x CROSS JOIN public.users u
WHERE u.status <> 'erased' AND u.id <= greatest(${users}, 123) AND x.id IN (1, 2)
ON CONFLICT DO NOTHING;

-- Analytics events over fourteen months
INSERT INTO public.analytics (created_at, user_id, session_id, event_type, properties, ip_trunc)
SELECT began + (today - began) * ((g - 1)::double precision / ${events}), who,
  md5(concat('session ', who, ' ', 1 + h % 2, ' ', ${seed}))::uuid, what,
  CASE WHEN what = 'search' THEN jsonb_build_object('query', concat('song ', h % 1000))
    WHEN what = 'login' THEN jsonb_build_object('method', 'password')
    ELSE jsonb_build_object('track_id', 1 + (h % tracks) * (h / 7 % tracks) / tracks) END,
  CASE WHEN h % 4 = 0 THEN set_masklen(cidr '203.0.113.0/24', 24) END
FROM (SELECT date_trunc('month', date ${today:literal} - interval '13 months') AT TIME ZONE 'UTC' AS began,
    (date ${today:literal} + 1)::timestamp AT TIME ZONE 'UTC' AS today, greatest(${users}, 123)::bigint AS people,
      greatest(${users}, 123)::bigint * 2 AS tracks) AS span
CROSS JOIN generate_series(1, ${events}) AS g
CROSS JOIN LATERAL (SELECT abs(hashint8extended(g, ${seed} + 16) % 1000000007) AS h) AS one
CROSS JOIN LATERAL (SELECT CASE WHEN g % 97 = 0 THEN 123 ELSE 1 + h / 11 % people END AS who,
  (ARRAY['play', 'play', 'play', 'play', 'skip', 'like', 'share', 'search', 'search', 'login'])[1 + h % 10] AS what) AS two
WHERE NOT EXISTS (SELECT FROM public.analytics)
ORDER BY g;

-- Plays
INSERT INTO public.listening_events (user_id, track_id, played_at, ms_played, place_id, context)
SELECT who, 1 + (h % tracks) * (h / 7 % tracks) / tracks, began + (today - began) * ((g - 1)::double precision / (${events} / 2)),
  1000 + h % 240000,
  CASE WHEN h % 5 = 0 THEN 1 + h % 10 END, CASE WHEN h % 3 = 0 THEN jsonb_build_object('playlist_id', 1 + h % people) END
FROM (SELECT date_trunc('month', date ${today:literal} - interval '13 months') AT TIME ZONE 'UTC' AS began,
    (date ${today:literal} + 1)::timestamp AT TIME ZONE 'UTC' AS today, greatest(${users}, 123)::bigint AS people,
      greatest(${users}, 123)::bigint * 2 AS tracks) AS span
CROSS JOIN generate_series(1, ${events} / 2) AS g
CROSS JOIN LATERAL (SELECT abs(hashint8extended(g, ${seed} + 17) % 1000000007) AS h) AS one
CROSS JOIN LATERAL (SELECT CASE WHEN g % 97 = 0 THEN 123 ELSE 1 + h / 11 % people END AS who) AS two
WHERE NOT EXISTS (SELECT FROM public.listening_events)
ON CONFLICT DO NOTHING;

-- Sums a day and track
SELECT analytics.refresh_daily_track_stats((date ${today:literal} - interval '14 months')::date, date ${today:literal});

-- Where the counters go on
SELECT setval(counter, greatest(top, 1)) FROM (VALUES
  ('public.users_id_seq'::regclass, (SELECT max(id) FROM public.users)), ('public.artists_id_seq', (SELECT max(id) FROM public.artists)),
  ('public.tracks_id_seq', (SELECT max(id) FROM public.tracks)), ('public.playlists_id_seq', (SELECT max(id) FROM public.playlists)),
  ('public.invoices_id_seq', (SELECT max(id) FROM public.invoices)),
    ('public.support_tickets_id_seq', (SELECT max(id) FROM public.support_tickets)),
  ('geo.places_id_seq', (SELECT max(id) FROM geo.places)), ('ml.models_id_seq', (SELECT max(id) FROM ml.models)),
  ('ml.experiments_id_seq', (SELECT max(id) FROM ml.experiments))) AS c (counter, top)
WHERE top > coalesce(pg_sequence_last_value(counter), 0);
