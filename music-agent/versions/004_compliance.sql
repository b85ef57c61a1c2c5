-- revision: 004_compliance
-- revises: 003_business_logic
-- author: The Segue authors
--
-- Consent and the audit trail.
--
-- Why: to answer "who agreed to what, when, on which text" and "who changed this, and when".
-- * consent is the current state, one row a user and purpose. Every change writes a row of consent_history, which can only grow.
-- * The history knows a person by a random pseudonym; subject_map is the only place that says whose it is. Deleting
--   that one row makes the proof anonymous without touching it.
-- * audit_log records changes to users, playlists, consent and invoices. Personal values stand apart (pii), beside a salted digest:
--   they can be redacted later while the digest still shows that nothing else was altered. Secrets are never written down.
-- * Both logs refuse every other change. Whoever owns the tables can drop that guard; only sealing (not part of this
--   revision) would make even that visible.
--
-- Cost: one more row for each row changed in the four tables. Creating the triggers takes SHARE ROW EXCLUSIVE on
-- each for an instant.
--
-- How to tell that it worked: change a user, then
-- SELECT * FROM audit_log WHERE entity_type = 'user' AND entity_id = 123;

-- segue: upgrade
CREATE TABLE IF NOT EXISTS public.purposes (
  code text PRIMARY KEY,
  title text NOT NULL,
  lawful_basis text NOT NULL CHECK (lawful_basis IN
    ('consent', 'contract', 'legal_obligation', 'vital_interests', 'public_task', 'legitimate_interests')),
  iab_tcf_purpose smallint,
  retention interval,
  active boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE public.purposes IS 'What personal data is used for, and on which basis (GDPR article 6).';

INSERT INTO public.purposes (code, title, lawful_basis, iab_tcf_purpose, retention) VALUES
  ('service', 'Play music and keep your library', 'contract', NULL, NULL),
  ('billing', 'Invoices and taxes', 'legal_obligation', NULL, interval '8 years'),
  ('security', 'Keep accounts safe', 'legitimate_interests', NULL, interval '90 days'),
  ('analytics', 'Measure how the service is used', 'consent', 8, interval '14 months'),
  ('marketing', 'Send news and offers', 'consent', 4, interval '2 years'),
  ('personalisation', 'Recommend music from what you listen to', 'consent', 6, interval '2 years'),
  ('ml_training', 'Train recommendation models', 'consent', 10, interval '2 years'),
  ('location', 'Show concerts nearby', 'consent', 3, interval '90 days')
ON CONFLICT (code) DO NOTHING;

CREATE TABLE IF NOT EXISTS public.privacy_notices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  version text NOT NULL,
  language text NOT NULL,
  url text,
  sha256 bytea NOT NULL,
  published_at timestamptz NOT NULL,
  UNIQUE (version, language)
);
COMMENT ON TABLE public.privacy_notices IS 'The texts people agreed to, by digest.';

CREATE TABLE IF NOT EXISTS public.consent (
  user_id bigint NOT NULL REFERENCES public.users (id),
  purpose text NOT NULL REFERENCES public.purposes (code),
  granted boolean NOT NULL,
  status text NOT NULL DEFAULT 'given' CHECK (status IN ('given', 'refused', 'withdrawn', 'expired')),
  changed_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  notice_id bigint REFERENCES public.privacy_notices (id),
  method text NOT NULL DEFAULT 'web_form',
  receipt_id uuid NOT NULL DEFAULT gen_random_uuid(),
  tc_string text,
  PRIMARY KEY (user_id, purpose)
);
CREATE INDEX IF NOT EXISTS consent_not_granted_idx ON public.consent (purpose) WHERE NOT granted;
CREATE INDEX IF NOT EXISTS consent_purpose_idx ON public.consent (purpose);
CREATE INDEX IF NOT EXISTS consent_notice_id_idx ON public.consent (notice_id);
CREATE INDEX IF NOT EXISTS consent_expires_at_idx ON public.consent (expires_at) WHERE granted;
COMMENT ON TABLE public.consent IS 'Current state, one row a user and purpose; how it came to be is in consent_history.';
COMMENT ON COLUMN public.consent.tc_string IS 'IAB TCF string. @pii user.behaviour erase=delete export=15';

CREATE TABLE IF NOT EXISTS public.consent_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  receipt_id uuid NOT NULL,
  subject_ref uuid NOT NULL,
  user_id bigint,
  purpose text NOT NULL,
  event_type text NOT NULL CHECK (event_type IN
    ('requested', 'given', 'refused', 'withdrawn', 'expired', 'renewed', 'invalidated')),
  granted boolean NOT NULL,
  event_at timestamptz NOT NULL DEFAULT now(),
  duration interval,
  notice_id bigint,
  notice_sha256 bytea,
  language text,
  jurisdiction text,
  method text,
  collection_point text,
  ip_trunc cidr,
  evidence jsonb
);
CREATE INDEX IF NOT EXISTS consent_history_user_idx ON public.consent_history (user_id, purpose, event_at);
CREATE INDEX IF NOT EXISTS consent_history_subject_ref_idx ON public.consent_history (subject_ref);
COMMENT ON TABLE public.consent_history
  IS 'Every consent event (after ISO/IEC TS 27560); rows are added, never changed, except that an erasure unlinks the person.';
COMMENT ON COLUMN public.consent_history.user_id IS '@pii user.behaviour soft=public.users.id erase=unlink export=15';
COMMENT ON COLUMN public.consent_history.ip_trunc IS '@pii user.device.ip erase=delete export=15';
COMMENT ON COLUMN public.consent_history.evidence IS '@pii user.behaviour erase=delete export=15';

CREATE TABLE IF NOT EXISTS public.subject_map (
  user_id bigint PRIMARY KEY,
  subject_ref uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE
);
COMMENT ON TABLE public.subject_map
  IS 'Whose pseudonym is whose. Grant it to nobody; deleting a row makes that person''s history anonymous.';
COMMENT ON COLUMN public.subject_map.user_id IS '@pii user.identity soft=public.users.id erase=delete';

CREATE OR REPLACE FUNCTION public.consent_to_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  now_row consent%ROWTYPE;
  pseudonym uuid;
  event text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    now_row := OLD;
    now_row.granted := false;
    now_row.changed_at := now();
    event := 'invalidated';
  ELSE
    now_row := NEW;
    IF TG_OP = 'UPDATE' AND (NEW.granted, NEW.status, NEW.notice_id, NEW.expires_at)
        IS NOT DISTINCT FROM (OLD.granted, OLD.status, OLD.notice_id, OLD.expires_at) THEN
      RETURN NULL;
    END IF;
    event := CASE
      WHEN NEW.granted AND TG_OP = 'UPDATE' AND OLD.granted THEN 'renewed'
      WHEN NEW.granted THEN 'given'
      WHEN NEW.status = 'expired' THEN 'expired'
      WHEN TG_OP = 'UPDATE' AND OLD.granted THEN 'withdrawn'
      ELSE 'refused' END;
  END IF;
  INSERT INTO subject_map (user_id) VALUES (now_row.user_id) ON CONFLICT DO NOTHING;
  SELECT subject_ref INTO pseudonym FROM subject_map WHERE user_id = now_row.user_id;
  INSERT INTO consent_history (receipt_id, subject_ref, user_id, purpose, event_type, granted, event_at, duration, notice_id, notice_sha256,
    language, method)
  SELECT now_row.receipt_id, pseudonym, now_row.user_id, now_row.purpose, event, now_row.granted, now_row.changed_at,
    now_row.expires_at - now_row.changed_at, now_row.notice_id, n.sha256, n.language, now_row.method
  FROM (SELECT) AS one LEFT JOIN privacy_notices n ON n.id = now_row.notice_id;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION public.consent_to_history() IS 'Writes each change of consent into consent_history under the person''s pseudonym.';
CREATE OR REPLACE TRIGGER consent_history AFTER INSERT OR UPDATE OR DELETE ON public.consent
  FOR EACH ROW EXECUTE FUNCTION public.consent_to_history();

CREATE OR REPLACE FUNCTION public.keep_consent_history() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.user_id IS NULL AND NEW.ip_trunc IS NULL AND NEW.evidence IS NULL
        AND to_jsonb(NEW) - '{user_id,ip_trunc,evidence}'::text[] = to_jsonb(OLD) - '{user_id,ip_trunc,evidence}'::text[] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'consent_history only grows; % is refused', TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'An erasure may set user_id, ip_trunc and evidence to null.';
END $$;
COMMENT ON FUNCTION public.keep_consent_history() IS 'Refuses every change of consent_history but the unlinking of a person.';
CREATE OR REPLACE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON public.consent_history
  FOR EACH ROW EXECUTE FUNCTION public.keep_consent_history();
CREATE OR REPLACE TRIGGER keep_table BEFORE TRUNCATE ON public.consent_history
  FOR EACH STATEMENT EXECUTE FUNCTION public.keep_consent_history();

CREATE OR REPLACE FUNCTION public.record_consent(user_id bigint, purpose text, granted boolean, method text DEFAULT 'web_form',
  notice_id bigint DEFAULT NULL, expires_at timestamptz DEFAULT NULL) RETURNS uuid
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO consent AS c (user_id, purpose, granted, status, method, notice_id, expires_at)
  VALUES ($1, $2, $3, CASE WHEN $3 THEN 'given' ELSE 'refused' END, $4, $5, $6)
  ON CONFLICT (user_id, purpose) DO UPDATE SET granted = excluded.granted, method = excluded.method, notice_id = excluded.notice_id,
    expires_at = excluded.expires_at, changed_at = now(), receipt_id = gen_random_uuid(),
    status = CASE WHEN excluded.granted THEN 'given' WHEN c.granted THEN 'withdrawn' ELSE c.status END
  RETURNING receipt_id
$$;
COMMENT ON FUNCTION public.record_consent(bigint, text, boolean, text, bigint, timestamptz)
  IS 'Sets the current state for a user and purpose; returns the receipt.';

CREATE TABLE IF NOT EXISTS public.audit_log (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  entity_type text NOT NULL,
  entity_id bigint,
  entity_key text NOT NULL,
  action text NOT NULL,
  actor text NOT NULL DEFAULT session_user,
  actor_id bigint,
  request_id text,
  purpose text,
  data jsonb,
  pii jsonb,
  salt uuid DEFAULT gen_random_uuid(),
  pii_commit bytea,
  redacted_at timestamptz,
  PRIMARY KEY (at, id)
);
CREATE INDEX IF NOT EXISTS audit_log_entity_id_idx ON public.audit_log (entity_type, entity_id, id);
CREATE INDEX IF NOT EXISTS audit_log_entity_key_idx ON public.audit_log (entity_type, entity_key);
CREATE INDEX IF NOT EXISTS audit_log_id_idx ON public.audit_log (id);
CREATE INDEX IF NOT EXISTS audit_log_actor_id_idx ON public.audit_log (actor_id);
COMMENT ON TABLE public.audit_log
  IS 'What was done to users, playlists, consent and invoices. Rows are added, never changed, except that pii is redacted.';
COMMENT ON COLUMN public.audit_log.data IS 'Changed values that are not personal: {column: value}, on an update {column: [old, new]}.';
COMMENT ON COLUMN public.audit_log.pii IS 'Changed values that are personal, in the same shape. @pii user.history erase=redact export=15';
COMMENT ON COLUMN public.audit_log.pii_commit IS 'sha256 over salt and pii; once both are gone it says nothing about the person.';
COMMENT ON COLUMN public.audit_log.actor_id IS 'The user on whose behalf: setting music_agent.actor_id of the session.';
COMMENT ON COLUMN public.audit_log.request_id IS 'Setting music_agent.request_id of the session.';

CREATE OR REPLACE FUNCTION public.audit_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  keys constant text[] := TG_ARGV[1]::text[];
  personal constant text[] := TG_ARGV[2]::text[];
  secret constant text[] := '{password_hash}';
  before constant jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  after constant jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  subject constant jsonb := coalesce(after, before);
  open_part jsonb;
  personal_part jsonb;
  new_salt constant uuid := gen_random_uuid();
BEGIN
  SELECT jsonb_object_agg(c.name, c.val) FILTER (WHERE NOT c.name = ANY (personal)),
         jsonb_object_agg(c.name, c.val) FILTER (WHERE c.name = ANY (personal))
  INTO open_part, personal_part
  FROM (
    SELECT k AS name, CASE
      WHEN k = ANY (secret) THEN '"changed"'::jsonb
      WHEN TG_OP = 'UPDATE' THEN jsonb_build_array(before -> k, after -> k)
      ELSE subject -> k END AS val
    FROM jsonb_object_keys(subject) AS k
    WHERE TG_OP <> 'UPDATE' OR before -> k IS DISTINCT FROM after -> k
  ) AS c;
  IF open_part IS NULL AND personal_part IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO audit_log (entity_type, entity_id, entity_key, action, actor_id, request_id, data, pii, salt, pii_commit)
  VALUES (TG_ARGV[0], (subject ->> keys[1])::bigint,
    (SELECT string_agg(subject ->> k, ':' ORDER BY o) FROM unnest(keys) WITH ORDINALITY AS u (k, o)), lower(TG_OP),
    nullif(current_setting('music_agent.actor_id', true), '')::bigint, nullif(current_setting('music_agent.request_id', true), ''),
    open_part, personal_part, CASE WHEN personal_part IS NOT NULL THEN new_salt END,
    sha256(convert_to(new_salt::text || personal_part::text, 'UTF8')));
  RETURN NULL;
END $$;
COMMENT ON FUNCTION public.audit_change() IS 'Trigger; arguments: entity type, {key columns} (the first is entity_id), {personal columns}.';
CREATE OR REPLACE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION
  public.audit_change('user', '{id}', '{public_id,email,email_norm,username,password_hash,phone,country,referred_by,last_login_at}');
CREATE OR REPLACE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.playlists FOR EACH ROW EXECUTE FUNCTION
  public.audit_change('playlist', '{id}', '{owner_id,title,description,collaborator_ids}');
CREATE OR REPLACE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.consent FOR EACH ROW EXECUTE FUNCTION
  public.audit_change('consent', '{user_id,purpose}', '{receipt_id,tc_string}');
CREATE OR REPLACE TRIGGER audit AFTER INSERT OR UPDATE OR DELETE ON public.invoices FOR EACH ROW EXECUTE FUNCTION
  public.audit_change('invoice', '{id}', '{billing_name,billing_address,vat_id}');

CREATE OR REPLACE FUNCTION public.keep_audit_log() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.pii IS NULL AND NEW.salt IS NULL AND NEW.redacted_at IS NOT NULL
        AND to_jsonb(NEW) - '{pii,salt,redacted_at}'::text[] = to_jsonb(OLD) - '{pii,salt,redacted_at}'::text[] THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'audit_log only grows; % is refused', TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'A redaction sets pii and salt to null and says when in redacted_at.';
END $$;
COMMENT ON FUNCTION public.keep_audit_log() IS 'Refuses every change of audit_log but a redaction.';
CREATE OR REPLACE TRIGGER keep_rows BEFORE UPDATE OR DELETE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION public.keep_audit_log();
CREATE OR REPLACE TRIGGER keep_table BEFORE TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.keep_audit_log();

-- segue: downgrade
DROP TRIGGER IF EXISTS audit ON public.invoices;
DROP TRIGGER IF EXISTS audit ON public.playlists;
DROP TRIGGER IF EXISTS audit ON public.users;
DROP TABLE IF EXISTS public.audit_log;
DROP FUNCTION IF EXISTS public.record_consent(bigint, text, boolean, text, bigint, timestamptz);
DROP TABLE IF EXISTS public.consent;
DROP TABLE IF EXISTS public.consent_history;
DROP FUNCTION IF EXISTS public.keep_audit_log();
DROP FUNCTION IF EXISTS public.audit_change();
DROP FUNCTION IF EXISTS public.keep_consent_history();
DROP FUNCTION IF EXISTS public.consent_to_history();
DROP TABLE IF EXISTS public.subject_map;
DROP TABLE IF EXISTS public.privacy_notices;
DROP TABLE IF EXISTS public.purposes;

-- segue: verify
-- The four audited tables are audited.
SELECT name FROM unnest(ARRAY['users', 'playlists', 'consent', 'invoices']) AS name WHERE NOT EXISTS (
  SELECT FROM pg_trigger WHERE tgrelid = to_regclass('public.' || name) AND tgname = 'audit' AND tgenabled IN ('O', 'A'));
-- No column tagged @pii (or key of a person) goes into the open part of the audit.
SELECT t.tgrelid::regclass, a.attname FROM pg_trigger t
JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum > 0
WHERE t.tgname = 'audit' AND col_description(a.attrelid, a.attnum) LIKE '%@pii%'
  AND NOT a.attname::text = ANY (split_part(encode(t.tgargs, 'escape'), '\000', 3)::text[]);
-- Every consent is known to the history.
SELECT c.user_id, c.purpose FROM public.consent c WHERE NOT EXISTS (
  SELECT FROM public.consent_history h WHERE h.user_id = c.user_id AND h.purpose = c.purpose);
-- Personal values never stand in the audit without their digest.
SELECT at, id FROM public.audit_log WHERE pii IS NOT NULL AND pii_commit IS NULL;
