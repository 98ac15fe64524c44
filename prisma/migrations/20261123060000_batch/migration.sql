-- One action on many subjects: planned on the server, run by the worker, a result for each.
CREATE TYPE "BatchState" AS ENUM (
  'planning', 'planned', 'awaiting_approval', 'running', 'stopping', 'done', 'stopped', 'abandoned'
);
CREATE TYPE "BatchItemState" AS ENUM (
  'unplanned', 'left_out', 'waiting', 'working', 'verified', 'already_so', 'failed', 'refused', 'cancelled', 'stopped'
);

CREATE TABLE batch (
  id uuid PRIMARY KEY,
  number serial NOT NULL UNIQUE,
  action text NOT NULL,
  input jsonb NOT NULL,
  state "BatchState" NOT NULL DEFAULT 'planning',
  -- Hex SHA-256 over what was planned for each item; the run has to name it.
  plan_hash text,
  -- Name and consequences of the first item that can be done.
  example jsonb,
  staff_id uuid NOT NULL REFERENCES staff (id) ON DELETE RESTRICT,
  -- Sealed under the batch's own key; the reason of all its actions.
  reason bytea,
  undo_of_id uuid REFERENCES batch (id) ON DELETE RESTRICT,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  planned_at timestamptz(3),
  started_at timestamptz(3),
  ended_at timestamptz(3),
  CONSTRAINT batch_planned_has_hash CHECK (
    CASE WHEN state = 'planning' THEN plan_hash IS NULL
         WHEN state = 'abandoned' THEN true
         ELSE plan_hash IS NOT NULL AND planned_at IS NOT NULL END
  ),
  CONSTRAINT batch_run_has_reason CHECK (
    state NOT IN ('awaiting_approval', 'running', 'stopping', 'done', 'stopped') OR reason IS NOT NULL
  ),
  CONSTRAINT batch_ended_has_time CHECK ((state IN ('done', 'stopped', 'abandoned')) = (ended_at IS NOT NULL))
);
-- Work that the worker has to look at.
CREATE INDEX batch_unfinished ON batch (id) WHERE state IN ('planning', 'running', 'stopping');
CREATE INDEX batch_by_staff ON batch (staff_id, number);

CREATE TABLE batch_item (
  batch_id uuid NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
  n int NOT NULL,
  subject_kind "LedgerSubject" NOT NULL,
  subject_id text NOT NULL,
  -- Where it differs from the batch's.
  input jsonb,
  name text NOT NULL DEFAULT '',
  group_id text,
  user_id text,
  people int NOT NULL DEFAULT 0,
  planned_version int NOT NULL DEFAULT 0,
  read_at timestamptz(3),
  live boolean NOT NULL DEFAULT true,
  state "BatchItemState" NOT NULL DEFAULT 'unplanned',
  -- Why it was left out or how it ended: `{key, values}`.
  why jsonb,
  ledger_id uuid UNIQUE REFERENCES ledger (id) ON DELETE RESTRICT,
  PRIMARY KEY (batch_id, n),
  UNIQUE (batch_id, subject_id),
  CONSTRAINT batch_item_has_row CHECK (
    (state IN ('unplanned', 'left_out', 'waiting', 'stopped')) = (ledger_id IS NULL)
  )
);
-- Counts and lists of results.
CREATE INDEX batch_item_by_state ON batch_item (batch_id, state, n);

CREATE FUNCTION batch_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> NEW.state AND NOT (CASE OLD.state
    WHEN 'planning' THEN NEW.state IN ('planned', 'abandoned')
    WHEN 'planned' THEN NEW.state IN ('running', 'awaiting_approval', 'abandoned')
    WHEN 'awaiting_approval' THEN NEW.state IN ('running', 'abandoned')
    WHEN 'running' THEN NEW.state IN ('stopping', 'done')
    WHEN 'stopping' THEN NEW.state = 'stopped'
    ELSE false
  END) THEN
    RAISE EXCEPTION 'batch %: % may not become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.action, NEW.input, NEW.staff_id) IS DISTINCT FROM (OLD.action, OLD.input, OLD.staff_id)
     OR (OLD.plan_hash IS NOT NULL AND NEW.plan_hash IS DISTINCT FROM OLD.plan_hash) THEN
    RAISE EXCEPTION 'batch %: what was planned never changes', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER batch_moves BEFORE UPDATE ON batch FOR EACH ROW EXECUTE FUNCTION batch_guard();

CREATE FUNCTION batch_item_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> NEW.state AND NOT (CASE OLD.state
    WHEN 'unplanned' THEN NEW.state IN ('left_out', 'waiting')
    WHEN 'waiting' THEN NEW.state IN ('working', 'left_out', 'stopped')
    WHEN 'working' THEN NEW.state IN ('verified', 'already_so', 'failed', 'refused', 'cancelled')
    ELSE false
  END) THEN
    RAISE EXCEPTION 'batch % item %: % may not become %', OLD.batch_id, OLD.n, OLD.state, NEW.state
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER batch_item_moves BEFORE UPDATE ON batch_item FOR EACH ROW EXECUTE FUNCTION batch_item_guard();

CREATE FUNCTION announce_batch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'batch:' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER batch_announce AFTER INSERT OR UPDATE ON batch FOR EACH ROW EXECUTE FUNCTION announce_batch();

-- A ledger row of a batch has the batch's reason.
ALTER TABLE ledger
  ADD COLUMN batch_id uuid REFERENCES batch (id) ON DELETE RESTRICT,
  ALTER COLUMN reason DROP NOT NULL,
  ADD CONSTRAINT ledger_has_reason CHECK ((reason IS NULL) = (batch_id IS NOT NULL));
CREATE INDEX ledger_by_batch ON ledger (batch_id, id) WHERE batch_id IS NOT NULL;

GRANT SELECT, INSERT, UPDATE, DELETE ON batch, batch_item TO steward_app;
GRANT USAGE, SELECT ON SEQUENCE batch_number_seq TO steward_app;
