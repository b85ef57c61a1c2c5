// revision: 010_gdpr_erasure
// revises: 009_health_check
// author: The Segue authors
//
// The right to be forgotten, and not keeping what is no longer needed.
//
// Why: GDPR article 17. A person occurs in more places than foreign keys know: by e-mail address in tickets and in other people's
// profiles, in arrays of collaborators and mentions, in JSON, as one half of a (type, id) pair. erase_user goes to all of them.
// * Own things go: profile, sessions, identities, consent, locations, plays, predictions, embeddings, playlists nobody
//   shares. A shared playlist passes to its first active collaborator.
// * What others need stays without the person: comments are blanked, events and tickets unlinked. The account stays as a tombstone, so
//   that invoices and threads hold.
// * Invoices are kept with their names for eight years after they were issued, because the law says so (GDPR 17(3)(b), HGB 257, AO 147).
// * The audit trail stays whole: personal values are redacted, their digests remain. The history of consent
//   stays under a pseudonym that nobody can resolve any more.
// The certificate says what was done and what was kept, on which basis and until when. It holds no personal value but the number.
// Models trained on the person's data cannot be made to forget by SQL: they are listed under review.
// What arrives later under the old address cannot be recognised, as the address is gone.
//
// apply_retention does the same by the clock, at most max_rows for each rule and call.
//
// Cost of an erasure: one transaction that locks the user's rows; by index everywhere but in the bodies of tickets and comments,
// which are searched for the address and the handle (a scan each).
//
// How to tell that it worked: `SELECT erase_user(user_id => 123);` returns the certificate; called again, it says
// already_erased and changes nothing.

#:project ../../src/Segue.Scripting
#:property PublishAot=false

using Segue.Revisions;
using Segue.Scripting;
using Segue.Sql;

return await RevisionProgram.RunAsync<GdprErasure>(args);

/// <summary>The right to be forgotten, and not keeping what is no longer needed.</summary>
sealed class GdprErasure : CodeRevision
{
    public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
    {
        plan.Sql("""
            CREATE TABLE IF NOT EXISTS public.erasure_certificates (
              id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              user_id bigint NOT NULL REFERENCES public.users (id),
              issued_at timestamptz NOT NULL DEFAULT now(),
              certificate jsonb NOT NULL
            );
            CREATE INDEX IF NOT EXISTS erasure_certificates_user_id_idx ON public.erasure_certificates (user_id);
            COMMENT ON TABLE public.erasure_certificates IS 'What erase_user did: one row a call that changed something.';

            CREATE OR REPLACE FUNCTION public.count_in(counts jsonb, name text, more bigint) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
              SELECT CASE WHEN more = 0 THEN counts ELSE counts || jsonb_build_object(name, coalesce((counts ->> name)::bigint, 0) + more) END
            $$;
            COMMENT ON FUNCTION public.count_in(jsonb, text, bigint) IS 'Adds to one count; zero leaves no trace.';

            CREATE OR REPLACE FUNCTION public.regexp_quote(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS $$
              SELECT regexp_replace(words, '([^[:alnum:]_@ ])', '\\\1', 'g')
            $$;
            COMMENT ON FUNCTION public.regexp_quote(text) IS 'The words as a regular expression that matches just them.';

            CREATE OR REPLACE FUNCTION public.redact_audit(kind text, ids bigint[]) RETURNS bigint
            LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
            DECLARE
              n bigint;
            BEGIN
              UPDATE audit_log SET pii = NULL, salt = NULL, redacted_at = now() WHERE entity_type = kind AND entity_id = ANY (ids) AND pii IS NOT NULL;
              GET DIAGNOSTICS n = ROW_COUNT;
              RETURN n;
            END $$;
            COMMENT ON FUNCTION public.redact_audit(text, bigint[])
              IS 'Takes personal values and salt out of the trail of some entities; returns the rows changed.';

            CREATE OR REPLACE FUNCTION public.erase_user(user_id bigint) RETURNS jsonb
            LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
            #variable_conflict use_column
            -- Columns win over variables here (the parameter must be called user_id), so no variable is named like any column.
            DECLARE
              who constant bigint := erase_user.user_id;
              keep_for constant interval := interval '8 years';
              basis constant text := 'GDPR 17(3)(b), HGB 257, AO 147';
              blank constant text := '[erased]';
              alias constant text := format('erased-%s', who);
              address_pattern text;
              handle_pattern text;
              person users%ROWTYPE;
              counts jsonb := '{}';
              document jsonb;
              own_lists bigint[];
              dropped_lists bigint[];
              own_invoices bigint[];
              n bigint;
            BEGIN
              SELECT * INTO person FROM users WHERE id = who FOR UPDATE;
              IF NOT FOUND THEN
                RAISE EXCEPTION 'there is no user %', coalesce(who::text, 'without a number') USING ERRCODE = 'no_data_found',
                  HINT = 'Nothing was changed.';
              END IF;
              address_pattern := '(?<![\w.+-])' || regexp_quote(person.email) || '(?![\w-]|\.\w)';
              handle_pattern := '@' || regexp_quote(person.username) || '(?!\w)';

              -- By address: in what other people wrote. A tombstone's address occurs nowhere.
              IF person.status <> 'erased' THEN
                UPDATE support_tickets SET requester_email = alias || '@erased.invalid', subject = blank, body = blank, meta = NULL
                WHERE lower(requester_email) = person.email_norm;
                GET DIAGNOSTICS n = ROW_COUNT;
                counts := count_in(counts, 'public.support_tickets', n);
                UPDATE support_tickets SET subject = regexp_replace(subject, address_pattern, blank, 'gi'),
                  body = regexp_replace(body, address_pattern, blank, 'gi')
                WHERE subject ~* address_pattern OR body ~* address_pattern;
                GET DIAGNOSTICS n = ROW_COUNT;
                counts := count_in(counts, 'public.support_tickets', n);
                UPDATE profiles SET emergency_contact_email = NULL WHERE lower(emergency_contact_email) = person.email_norm;
                GET DIAGNOSTICS n = ROW_COUNT;
                counts := count_in(counts, 'public.profiles', n);
                UPDATE profiles SET preferences = preferences #- '{contact,email}'
                WHERE lower(preferences #>> '{contact,email}') = person.email_norm AND user_id <> who;
                GET DIAGNOSTICS n = ROW_COUNT;
                counts := count_in(counts, 'public.profiles', n);
                UPDATE playlist_track_comments
                SET body = regexp_replace(regexp_replace(body, handle_pattern, '@' || blank, 'gi'), address_pattern, blank, 'gi')
                WHERE author_id IS DISTINCT FROM who AND (body ~* handle_pattern OR body ~* address_pattern);
                GET DIAGNOSTICS n = ROW_COUNT;
                counts := count_in(counts, 'public.playlist_track_comments', n);
              END IF;

              -- What is the person's own
              DELETE FROM sessions WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.sessions', n);
              DELETE FROM oauth_identities WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.oauth_identities', n);
              DELETE FROM profiles WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.profiles', n);
              DELETE FROM geo.user_locations WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'geo.user_locations', n);
              DELETE FROM listening_events WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.listening_events', n);
              DELETE FROM ml.predictions WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'ml.predictions', n);
              DELETE FROM ml.experiment_assignments WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'ml.experiment_assignments', n);
              DELETE FROM import_staging WHERE user_id = who::text;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.import_staging', n);
              DELETE FROM import_rejects WHERE line ->> 'user_id' = who::text;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.import_rejects', n);

              -- Playlists: a shared one passes on, the others go with their entries and comments
              SELECT coalesce(array_agg(id), '{}') INTO own_lists FROM playlists WHERE owner_id = who;
              UPDATE playlists p SET owner_id = heir.id, description = NULL,
                collaborator_ids = array_remove(array_remove(p.collaborator_ids, heir.id), who)
              FROM playlists q CROSS JOIN LATERAL (
                SELECT u.id FROM unnest(q.collaborator_ids) WITH ORDINALITY AS c (id, place) JOIN users u ON u.id = c.id
                WHERE u.status = 'active' AND u.id <> who ORDER BY c.place LIMIT 1) AS heir
              WHERE p.owner_id = who AND q.id = p.id;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.playlists', n);
              WITH gone AS (DELETE FROM playlists WHERE owner_id = who RETURNING id)
              SELECT coalesce(array_agg(id), '{}') INTO dropped_lists FROM gone;
              counts := count_in(counts, 'public.playlists', cardinality(dropped_lists));
              UPDATE playlists SET collaborator_ids = array_remove(collaborator_ids, who) WHERE collaborator_ids @> ARRAY[who];
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.playlists', n);

              -- What stays without the person
              UPDATE playlist_tracks SET added_by = NULL WHERE added_by = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.playlist_tracks', n);
              UPDATE playlist_track_comments SET author_id = NULL, body = blank WHERE author_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.playlist_track_comments', n);
              UPDATE playlist_track_comments SET mentions = array_remove(mentions, who) WHERE mentions @> ARRAY[who];
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.playlist_track_comments', n);
              UPDATE analytics SET user_id = NULL, session_id = NULL, ip_trunc = NULL,
                properties = properties - '{email,username,query,referrer}'::text[] WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.analytics', n);
              UPDATE artists SET created_by = NULL WHERE created_by = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.artists', n);
              UPDATE ml.models SET owner_id = NULL WHERE owner_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'ml.models', n);
              UPDATE i18n.translations SET translator_id = NULL WHERE translator_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'i18n.translations', n);
              DELETE FROM i18n.translations
              WHERE (entity_type = 'user' AND entity_id = who) OR (entity_type = 'playlist' AND entity_id = ANY (dropped_lists));
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'i18n.translations', n);
              DELETE FROM ml.embeddings
              WHERE (entity_type = 'user' AND entity_id = who) OR (entity_type = 'playlist' AND entity_id = ANY (dropped_lists));
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'ml.embeddings', n);
              UPDATE users SET referred_by = NULL WHERE referred_by = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.users', n);

              -- Consent: the state goes; the history stays, and nobody can say whose it was
              DELETE FROM consent WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.consent', n);
              UPDATE consent_history SET user_id = NULL, ip_trunc = NULL, evidence = NULL WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.consent_history', n);
              DELETE FROM subject_map WHERE user_id = who;
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.subject_map', n);

              -- Invoices: names only as long as the law wants them
              SELECT coalesce(array_agg(id), '{}') INTO own_invoices FROM invoices WHERE user_id = who;
              UPDATE invoices SET user_id = NULL, billing_name = NULL, billing_address = NULL, vat_id = NULL
              WHERE user_id = who AND issued_at + keep_for <= now();
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.invoices', n);

              UPDATE users SET public_id = gen_random_uuid(), email = alias || '@erased.invalid', username = alias, password_hash = '!', phone = NULL,
                locale = 'en', country = NULL, status = 'erased', referred_by = NULL, default_playlist_id = NULL, last_login_at = NULL
              WHERE id = who AND status <> 'erased';
              GET DIAGNOSTICS n = ROW_COUNT;
              counts := count_in(counts, 'public.users', n);

              -- Last, as everything above has written to the trail itself
              SELECT own_lists || coalesce(array_agg(DISTINCT entity_id), '{}') INTO own_lists FROM audit_log
              WHERE entity_type = 'playlist' AND pii -> 'owner_id' @> to_jsonb(who);
              n := redact_audit('user', ARRAY[who]) + redact_audit('consent', ARRAY[who]) + redact_audit('playlist', own_lists)
                + redact_audit('invoice', own_invoices);
              counts := count_in(counts, 'public.audit_log', n);

              IF counts = '{}' THEN
                SELECT c.certificate || '{"already_erased": true, "changed": {}}' INTO document FROM erasure_certificates c
                WHERE c.user_id = who ORDER BY c.id DESC LIMIT 1;
                RETURN document;
              END IF;
              document := jsonb_build_object(
                'user_id', who, 'erased_at', now(), 'already_erased', person.status = 'erased', 'by', session_user, 'changed', counts,
                'kept', (SELECT coalesce(jsonb_agg(kept), '[]') FROM (
                  SELECT 'public.invoices' AS "table", count(*) AS rows, basis AS "basis", (max(issued_at) + keep_for)::date AS until
                  FROM invoices WHERE user_id = who HAVING count(*) > 0) AS kept),
                'review', (SELECT coalesce(jsonb_agg(jsonb_build_object('model', name, 'version', version) ORDER BY name, version), '[]') FROM ml.models
                  WHERE training_data_cutoff >= person.created_at));
              INSERT INTO erasure_certificates (user_id, certificate) VALUES (who, document);
              INSERT INTO audit_log (entity_type, entity_id, entity_key, action, actor_id, salt, data)
              VALUES ('user', who, who::text, 'erase', nullif(current_setting('music_agent.actor_id', true), '')::bigint, NULL,
                jsonb_build_object('changed', counts));
              RETURN document;
            END $$;
            COMMENT ON FUNCTION public.erase_user(bigint)
              IS 'Erases a person everywhere; returns the certificate. Again: already_erased, nothing changed. Unknown: error P0002.';

            CREATE OR REPLACE FUNCTION public.apply_retention(max_rows integer DEFAULT 10000) RETURNS TABLE (rule text, rows_changed bigint)
            LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
            #variable_conflict use_column
            DECLARE
              old_invoices bigint[];
            BEGIN
              rule := 'expired sessions deleted';
              DELETE FROM sessions WHERE id IN (
                SELECT id FROM sessions WHERE expires_at < now() ORDER BY expires_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;

              rule := 'consent expired';
              UPDATE consent SET granted = false, status = 'expired', changed_at = now() WHERE (user_id, purpose) IN (
                SELECT user_id, purpose FROM consent WHERE granted AND expires_at < now() ORDER BY expires_at LIMIT max_rows FOR UPDATE SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;

              rule := 'invoices older than 8 years without names';
              WITH aged AS (
                UPDATE invoices SET user_id = NULL, billing_name = NULL, billing_address = NULL, vat_id = NULL WHERE id IN (
                  SELECT id FROM invoices WHERE issued_at < now() - interval '8 years'
                    AND num_nonnulls(user_id, billing_name, billing_address, vat_id) > 0 ORDER BY issued_at LIMIT max_rows FOR UPDATE SKIP LOCKED)
                RETURNING id
              )
              SELECT array_agg(id), count(*) INTO old_invoices, rows_changed FROM aged;
              PERFORM redact_audit('invoice', old_invoices);
              RETURN NEXT;

              rule := 'support tickets older than 3 years deleted';
              DELETE FROM support_tickets WHERE id IN (
                SELECT id FROM support_tickets WHERE created_at < now() - interval '3 years' LIMIT max_rows FOR UPDATE SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;

              rule := 'locations past their purpose deleted';
              DELETE FROM geo.user_locations WHERE (user_id, at) IN (
                SELECT user_id, at FROM geo.user_locations WHERE at < now() - (SELECT retention FROM purposes WHERE code = 'location')
                ORDER BY at LIMIT max_rows FOR UPDATE SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;

              rule := 'analytics past their purpose unlinked';
              UPDATE analytics SET user_id = NULL, session_id = NULL, ip_trunc = NULL,
                properties = properties - '{email,username,query,referrer}'::text[]
              WHERE (created_at, id) IN (
                SELECT created_at, id FROM analytics WHERE user_id IS NOT NULL
                  AND created_at < now() - (SELECT retention FROM purposes WHERE code = 'analytics')
                LIMIT max_rows FOR UPDATE SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;

              rule := 'predictions past their purpose deleted';
              DELETE FROM ml.predictions WHERE (created_at, id) IN (
                SELECT created_at, id FROM ml.predictions WHERE created_at < now() - (SELECT retention FROM purposes WHERE code = 'personalisation')
                LIMIT max_rows FOR UPDATE SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;

              rule := 'rejected lines older than 90 days deleted';
              DELETE FROM import_rejects WHERE (batch_id, line_no) IN (
                SELECT r.batch_id, r.line_no FROM import_rejects r JOIN import_batches b ON b.id = r.batch_id
                WHERE b.ended_at < now() - interval '90 days' LIMIT max_rows FOR UPDATE OF r SKIP LOCKED);
              GET DIAGNOSTICS rows_changed = ROW_COUNT;
              RETURN NEXT;
            END $$;
            COMMENT ON FUNCTION public.apply_retention(integer)
              IS 'Lets go of what is past its time, at most max_rows a rule; call again while a rule returns max_rows.';
            """);
        plan.Verify("""
            -- Every table that holds a column tagged @pii is known to erase_user.
            SELECT DISTINCT a.attrelid::regclass FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND col_description(a.attrelid, a.attnum) LIKE '%@pii%'
              AND (SELECT prosrc FROM pg_proc WHERE oid = 'public.erase_user(bigint)'::regprocedure) !~ ('\m' || c.relname || '\M');
            -- A tombstone has nothing left of the person.
            SELECT id FROM public.users WHERE status = 'erased' AND (email !~ '@erased\.invalid$' OR phone IS NOT NULL OR country IS NOT NULL);
            -- Whose address the expression matches, and whose it does not.
            SELECT 'a.b+c@x.org' ~ ('^' || public.regexp_quote('a.b+c@x.org') || '$') AND NOT 'aXb+c@x.org' ~ public.regexp_quote('a.b+c@x.org');
            """);
        return Task.CompletedTask;
    }

    public override Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
    {
        plan.Sql("""
            DROP FUNCTION IF EXISTS public.apply_retention(integer);
            DROP FUNCTION IF EXISTS public.erase_user(bigint);
            DROP FUNCTION IF EXISTS public.redact_audit(text, bigint[]);
            DROP FUNCTION IF EXISTS public.regexp_quote(text);
            DROP FUNCTION IF EXISTS public.count_in(jsonb, text, bigint);
            DROP TABLE IF EXISTS public.erasure_certificates;
            """);
        return Task.CompletedTask;
    }

    public override Task RunAsync(PlanWriter plan, CancellationToken cancellationToken)
    {
        plan.Sql("SELECT * FROM public.apply_retention()");
        var erase = plan.Variables.GetValueOrDefault("erase", "nobody");
        if (erase == "example")
            EraseUser(userId: 123);
        else if (long.TryParse(erase, out var number))
            EraseUser(userId: number);
        else if (erase != "nobody")
            plan.Report(new("erase", $"'{erase}' is nobody's number") { Remedy = "erase is nobody, example, or the id of a user" });
        return Task.CompletedTask;

        void EraseUser(long userId)
        {
            // The example is a person of the generator, or nobody: on real rows it does nothing.
            var isExample = erase == "example" ? SqlText.Of($" AND (u.email LIKE '%@example.org' OR u.status = 'erased')") : default;
            plan.Sql($"""
                SELECT coalesce(
                  (SELECT public.erase_user(user_id => u.id) FROM public.users u WHERE u.id = {userId}{isExample}),
                  jsonb_build_object('user_id', {userId}, 'unknown', true)) AS certificate
                """);
        }
    }
}
