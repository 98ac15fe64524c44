-- What the owners of the console set; one row a setting, checked by its reader.
CREATE TABLE setting (
  key text PRIMARY KEY,
  value jsonb NOT NULL,
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_by_id uuid NOT NULL REFERENCES staff (id) ON DELETE RESTRICT
);

-- How far somebody may go alone; null = as far as their role.
ALTER TABLE staff
  ADD COLUMN longest_mute_ms bigint CHECK (longest_mute_ms >= 0),
  ADD COLUMN largest_group int CHECK (largest_group >= 0);

-- Decisions that a second person has to agree with.
CREATE TYPE "ApprovalState" AS ENUM ('waiting', 'approved', 'refused', 'expired', 'withdrawn', 'emergency');
CREATE TABLE approval (
  id uuid PRIMARY KEY,
  ledger_id uuid UNIQUE REFERENCES ledger (id) ON DELETE RESTRICT,
  batch_id uuid UNIQUE REFERENCES batch (id) ON DELETE RESTRICT,
  -- The suspension that holds until it is decided.
  interim_id uuid UNIQUE REFERENCES ledger (id) ON DELETE RESTRICT,
  -- Why it needs a second person: dismissal, people, items, limit.
  rule text NOT NULL,
  state "ApprovalState" NOT NULL DEFAULT 'waiting',
  requested_by_id uuid NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  requested_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  decided_by_id uuid REFERENCES staff (id) ON DELETE RESTRICT,
  decided_at timestamptz(3),
  -- Sealed under the approval's own key.
  note bytea,
  CONSTRAINT approval_of_one CHECK ((ledger_id IS NULL) <> (batch_id IS NULL)),
  CONSTRAINT approval_decided_has_time CHECK ((state = 'waiting') = (decided_at IS NULL)),
  -- Four eyes, whatever the code does.
  CONSTRAINT approval_by_another CHECK (
    CASE state
      WHEN 'approved' THEN decided_by_id IS NOT NULL AND decided_by_id <> requested_by_id
      WHEN 'refused' THEN decided_by_id IS NOT NULL AND decided_by_id <> requested_by_id
      WHEN 'withdrawn' THEN decided_by_id = requested_by_id
      WHEN 'emergency' THEN decided_by_id = requested_by_id
      ELSE decided_by_id IS NULL
    END
  )
);
CREATE INDEX approval_waiting ON approval (expires_at, id) WHERE state = 'waiting';
CREATE INDEX approval_by_age ON approval (requested_at, id);
CREATE INDEX approval_emergencies ON approval (requested_at, id) WHERE state = 'emergency';

CREATE FUNCTION approval_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'waiting' THEN
    RAISE EXCEPTION 'approval %: what was decided stays', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER approval_moves BEFORE UPDATE ON approval FOR EACH ROW EXECUTE FUNCTION approval_guard();

-- Who has seen that somebody acted without a second person.
CREATE TABLE approval_seen (
  approval_id uuid NOT NULL REFERENCES approval (id) ON DELETE CASCADE,
  staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  seen_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (approval_id, staff_id)
);

CREATE FUNCTION announce_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'approval:' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER approval_announce AFTER INSERT OR UPDATE ON approval FOR EACH ROW EXECUTE FUNCTION announce_approval();

-- An approved action takes its place in the subject's order when it is approved.
CREATE OR REPLACE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = NEW.state THEN
    IF OLD.settled_at IS NOT NULL THEN
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

GRANT SELECT, INSERT, UPDATE ON setting, approval TO steward_app;
GRANT SELECT, INSERT ON approval_seen TO steward_app;
