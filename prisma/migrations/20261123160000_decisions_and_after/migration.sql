-- Decisions of several actions, whom they are told to, and appeals against them.

ALTER TABLE decision
  -- Whether those who reported, and whom it is about, are told once it holds.
  ADD COLUMN notify_reporter boolean NOT NULL DEFAULT false,
  ADD COLUMN notify_person boolean NOT NULL DEFAULT false;

-- A decision is a record: it can be revoked once, and nothing else of it ever changes.
CREATE FUNCTION decision_only_revoked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'revoked_at' <> to_jsonb(OLD) - 'revoked_at' OR OLD.revoked_at IS NOT NULL THEN
    RAISE EXCEPTION 'decision % is a record', OLD.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_only_revoked BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION decision_only_revoked();
CREATE INDEX ledger_by_decision ON ledger (decision_id) WHERE decision_id IS NOT NULL;

-- Notices --------------------------------------------------------------------
CREATE TYPE "NoticeKind" AS ENUM ('outcome', 'statement', 'correction', 'review');
CREATE TYPE "NoticeState" AS ENUM ('due', 'sending', 'sent', 'kept', 'failed');
CREATE TABLE notice (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  -- What the recipient knows it by; says nothing by itself.
  number text NOT NULL UNIQUE,
  decision_id uuid NOT NULL REFERENCES decision,
  case_id uuid NOT NULL REFERENCES "case",
  user_id text NOT NULL,
  kind "NoticeKind" NOT NULL,
  language text NOT NULL,
  -- Sealed under the recipient's key: `{title, text}` as JSON.
  body bytea NOT NULL,
  -- `kept`: only readable through the API, because no account is set that sends.
  state "NoticeState" NOT NULL DEFAULT 'due',
  -- Times it was taken up; also the fence between workers.
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  -- Somebody is told of a decision once.
  UNIQUE (decision_id, user_id)
);
CREATE INDEX notice_by_user ON notice (user_id, created_at, id);
CREATE INDEX notice_by_case ON notice (case_id, created_at, id);
CREATE INDEX notice_to_send ON notice (created_at, id) WHERE state IN ('due', 'sending');
CREATE TRIGGER notice_announce AFTER INSERT OR UPDATE ON notice FOR EACH ROW EXECUTE FUNCTION announce_of_case();

-- Appeals and samples --------------------------------------------------------
CREATE TABLE appeal (
  case_id uuid PRIMARY KEY REFERENCES "case",
  decision_id uuid NOT NULL REFERENCES decision,
  user_id text NOT NULL,
  -- Sealed under the appellant's key.
  body bytea NOT NULL,
  -- Who wrote it down for them; null where they sent it themselves.
  staff_id uuid REFERENCES staff,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (decision_id, user_id)
);
-- A decision is looked at again once in each way at a time.
CREATE UNIQUE INDEX case_one_open_review ON "case" (review_of_id, type) WHERE review_of_id IS NOT NULL AND state <> 'closed';

-- Who may not look at a decision again: whoever made it or agreed to it.
CREATE TABLE case_excluded (
  case_id uuid NOT NULL REFERENCES "case",
  staff_id uuid NOT NULL REFERENCES staff,
  PRIMARY KEY (case_id, staff_id)
);
CREATE FUNCTION case_not_held_by_excluded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM case_excluded WHERE case_id = NEW.id AND staff_id = NEW.claimed_by_id) THEN
    RAISE EXCEPTION 'case % must be looked at by somebody else', NEW.id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_not_held_by_excluded BEFORE UPDATE OF claimed_by_id ON "case" FOR EACH ROW
  WHEN (NEW.type <> 'report' AND NEW.claimed_by_id IS NOT NULL) EXECUTE FUNCTION case_not_held_by_excluded();

GRANT SELECT, INSERT, UPDATE ON notice TO steward_app;
GRANT SELECT, INSERT ON appeal, case_excluded TO steward_app;
