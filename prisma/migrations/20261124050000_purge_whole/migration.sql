-- What is kept of a case ends as a whole: evidence, what people wrote about it, and messages that actions kept.

ALTER TABLE kept_message
  ADD COLUMN purged_at timestamptz(3),
  -- Of the canonical JSON that was sealed; null until it is purged.
  ADD COLUMN purged_bytes integer,
  ADD CONSTRAINT kept_message_purged CHECK ((purged_at IS NULL) = (purged_bytes IS NULL) AND (purged_at IS NULL OR body = ''));
COMMENT ON COLUMN case_note.body IS 'Sealed; empty once it is purged. The same in decision.reason, appeal.body, ledger.reason, kept_message.body';

-- Messages by where they are: actions on them, and items of batches.
CREATE INDEX ledger_on_message ON ledger (subject_id) WHERE subject_kind = 'message';
CREATE INDEX batch_item_on_message ON batch_item (subject_id) WHERE subject_kind = 'message';
CREATE INDEX audit_hold_of_case ON audit (case_id, id) WHERE action IN ('case.hold_set', 'case.handed_over');

-- A decision is a record: it can be revoked once, its words go when its case is purged, and nothing else of it changes.
CREATE OR REPLACE FUNCTION decision_only_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.reason = '' AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason'
    AND EXISTS (SELECT FROM "case" WHERE id = NEW.case_id AND purged_at IS NOT NULL) THEN
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - 'revoked_at' <> to_jsonb(OLD) - 'revoked_at' OR OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'decision % is a record', OLD.id;
  END IF;
  RETURN NEW;
END $$;

-- Of an action that ended, only words can go.
CREATE FUNCTION only_words_go(before ledger, after ledger) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT to_jsonb(after) - 'reason' - 'plan' = to_jsonb(before) - 'reason' - 'plan'
    AND (after.reason = '' OR after.reason IS NOT DISTINCT FROM before.reason)
    AND after.plan - 'name' = before.plan - 'name'
    AND (after.plan ->> 'name' = '' OR after.plan = before.plan)
$$;
CREATE OR REPLACE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = NEW.state THEN
    IF OLD.settled_at IS NOT NULL AND NOT only_words_go(OLD, NEW) THEN
      RAISE EXCEPTION 'ledger %: outcomes are final', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT ledger_may_move(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'ledger %: % may not become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.subject_kind, NEW.subject_id, NEW.action, NEW.input, NEW.staff_id)
     IS DISTINCT FROM (OLD.subject_kind, OLD.subject_id, OLD.action, OLD.input, OLD.staff_id)
     OR (NEW.seq <> OLD.seq AND OLD.state <> 'awaiting_approval') THEN
    RAISE EXCEPTION 'ledger %: an intent never changes', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;

-- Whether anything keeps what belongs to a case from being purged, apart from the case's own state and time: a hold on
-- it, on one that went into it, or on one that looks at its decision again (or is looked at by it); the case it went
-- into, which is not purged yet; another look that is not over, or was over too short a time ago.
CREATE FUNCTION case_is_kept(of_case uuid, kept_days integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH RECURSIVE family (id) AS (
    SELECT of_case UNION SELECT c.id FROM "case" AS c JOIN family AS f ON c.merged_into_id = f.id
  ), looks (id, state, closed_at, legal_hold) AS (
    SELECT again.id, again.state, again.closed_at, again.legal_hold
    FROM decision AS d JOIN "case" AS again ON again.review_of_id = d.id WHERE d.case_id = of_case
  )
  SELECT EXISTS (SELECT FROM family AS f JOIN "case" AS c ON c.id = f.id WHERE c.legal_hold)
    OR EXISTS (SELECT FROM looks WHERE legal_hold OR state <> 'closed' OR closed_at >= now() - kept_days * interval '1 day')
    OR EXISTS (
      SELECT FROM "case" AS c JOIN decision AS d ON d.id = c.review_of_id JOIN "case" AS first ON first.id = d.case_id
      WHERE c.id = of_case AND first.legal_hold
    )
    OR EXISTS (
      SELECT FROM "case" AS c JOIN "case" AS target ON target.id = c.merged_into_id
      WHERE c.id = of_case AND target.purged_at IS NULL
    )
$$;

-- Takes the words of cases that are purged from tables that the application may only append to or whose rows are records,
-- and destroys the keys of texts in the audit, which never change. What an action kept of a message goes when no case that
-- it belongs to is left unpurged.
CREATE FUNCTION purge_words(of_cases uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  over uuid[] := ARRAY(SELECT id FROM "case" WHERE id = ANY (of_cases) AND state = 'closed' AND NOT legal_hold
                       AND purged_at IS NOT NULL);
  about text[] := ARRAY(SELECT DISTINCT key FROM case_subject WHERE case_id = ANY (over) AND kind = 'message');
  -- Of these, messages that no other case is about.
  free text[] := ARRAY(
    SELECT about_key FROM unnest(about) AS about_key WHERE NOT EXISTS (
      SELECT FROM case_subject AS s JOIN "case" AS c ON c.id = s.case_id
      WHERE s.kind = 'message' AND s.key = about_key AND c.purged_at IS NULL
    )
  );
  rows uuid[];
BEGIN
  DELETE FROM draft_note WHERE case_id = ANY (over);
  UPDATE case_note SET body = '' WHERE case_id = ANY (over) AND body <> '';
  UPDATE decision SET reason = '' WHERE case_id = ANY (over) AND reason <> '';
  UPDATE appeal SET body = '' WHERE case_id = ANY (over) AND body <> '';
  UPDATE ledger SET reason = '' WHERE case_id = ANY (over) AND reason <> '';
  rows := ARRAY(
    SELECT l.id FROM (
      SELECT id, subject_id, case_id FROM ledger WHERE subject_kind = 'message' AND subject_id = ANY (about)
      UNION SELECT id, subject_id, case_id FROM ledger WHERE subject_kind = 'message' AND case_id = ANY (over)
    ) AS l
    WHERE NOT EXISTS (SELECT FROM "case" AS c WHERE c.id = l.case_id AND c.purged_at IS NULL)
      AND NOT EXISTS (
        SELECT FROM case_subject AS s JOIN "case" AS c ON c.id = s.case_id
        WHERE s.kind = 'message' AND s.key = l.subject_id AND c.purged_at IS NULL
      )
  );
  UPDATE kept_message SET body = '', purged_at = now(), purged_bytes = octet_length(body) - 28
  WHERE ledger_id = ANY (rows) AND purged_at IS NULL;
  UPDATE ledger SET plan = jsonb_set(plan, '{name}', '""') WHERE id = ANY (rows) AND plan ->> 'name' <> '';
  UPDATE batch SET example = jsonb_set(example, '{name}', '""')
  WHERE id IN (SELECT batch_id FROM batch_item WHERE subject_kind = 'message' AND subject_id = ANY (free))
    AND example ->> 'subjectId' = ANY (free);
  UPDATE batch_item SET name = '' WHERE subject_kind = 'message' AND subject_id = ANY (free) AND name <> '';
  UPDATE personal_key SET wrapped = NULL, destroyed_at = now()
  WHERE wrapped IS NOT NULL AND (subject_kind, subject_id) IN (
    SELECT 'case', id::text FROM unnest(over) AS id
    UNION ALL
    SELECT 'approval', a.id::text FROM approval AS a JOIN ledger AS l ON l.id = a.ledger_id WHERE l.case_id = ANY (over)
  );
END $$;
REVOKE ALL ON FUNCTION purge_words(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION purge_words(uuid[]) TO steward_app;
