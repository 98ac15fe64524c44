-- A member of a group can be acted on too. Cases have subjects of their own.
CREATE TYPE "LedgerSubject" AS ENUM ('group', 'member', 'message', 'user');
ALTER TABLE ledger ALTER COLUMN subject_kind TYPE "LedgerSubject" USING subject_kind::text::"LedgerSubject";
ALTER TABLE desired_state ALTER COLUMN subject_kind TYPE "LedgerSubject" USING subject_kind::text::"LedgerSubject";

-- Whom an action touches beside its subject: the ledger is looked up by group and by person.
ALTER TABLE ledger
  ADD COLUMN group_id text,
  ADD COLUMN user_id text,
  -- What made Steward act by itself; null where a person did.
  ADD COLUMN cause text,
  ALTER COLUMN staff_id DROP NOT NULL;
UPDATE ledger SET group_id = subject_id WHERE subject_kind = 'group';
CREATE INDEX ledger_by_group ON ledger (group_id, id) WHERE group_id IS NOT NULL;
CREATE INDEX ledger_by_user ON ledger (user_id, id) WHERE user_id IS NOT NULL;
ALTER TABLE ledger
  ADD CONSTRAINT ledger_has_author CHECK ((staff_id IS NULL) = (cause IS NOT NULL)),
  ADD CONSTRAINT ledger_touches CHECK (
    CASE subject_kind
      WHEN 'group' THEN group_id IS NOT NULL AND group_id = subject_id
      WHEN 'user' THEN user_id IS NOT NULL AND user_id = subject_id
      WHEN 'member' THEN group_id IS NOT NULL AND user_id IS NOT NULL
      ELSE true
    END
  );

-- The newest wish on a subject that stands, without reading its whole history.
CREATE INDEX ledger_standing ON ledger (subject_kind, subject_id, seq)
  WHERE state NOT IN ('awaiting_approval', 'cancelled', 'refused', 'failed');

CREATE OR REPLACE FUNCTION announce_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Calls under way and the runner's own alarm clock are nobody's news.
  IF TG_OP = 'UPDATE' AND (NEW.state, NEW.outcome, NEW.progress) IS NOT DISTINCT FROM (OLD.state, OLD.outcome, OLD.progress) THEN
    RETURN NULL;
  END IF;
  PERFORM pg_notify('steward', 'ledger:' || NEW.id);
  IF NEW.subject_kind = 'message' THEN
    PERFORM pg_notify('steward', 'message:' || NEW.subject_id);
  END IF;
  IF NEW.group_id IS NOT NULL THEN
    PERFORM pg_notify('steward', 'group:' || NEW.group_id);
  END IF;
  IF NEW.user_id IS NOT NULL THEN
    PERFORM pg_notify('steward', 'user:' || NEW.user_id);
  END IF;
  IF NEW.case_id IS NOT NULL THEN
    PERFORM pg_notify('steward', 'case:' || NEW.case_id);
  END IF;
  RETURN NULL;
END $$;
