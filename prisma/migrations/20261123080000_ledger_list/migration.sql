-- The ledger as a list: newest first by id, which begins with the time; each filter has an index in that order.
-- What a filter calls the states; the same table as STAGES in server/features/ledger/schema.ts, a test holds them together.
CREATE FUNCTION ledger_stage(state "LedgerState") RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN state IN ('awaiting_approval', 'planned') THEN 'waiting'
    WHEN state = 'sending' THEN 'under_way'
    WHEN state = 'unknown' THEN 'unclear'
    WHEN state IN ('failed', 'refused') THEN 'ended_badly'
    WHEN state IN ('verified', 'already_so') THEN 'held'
    ELSE 'taken_back'
  END
$$;
CREATE INDEX ledger_by_stage ON ledger (ledger_stage(state), id);
CREATE INDEX ledger_by_action ON ledger (action, id);
CREATE INDEX ledger_by_author ON ledger (staff_id, id) WHERE staff_id IS NOT NULL;
CREATE INDEX ledger_by_steward ON ledger (id) WHERE staff_id IS NULL;
-- What took an action back.
CREATE INDEX ledger_inverses ON ledger (inverse_of_id) WHERE inverse_of_id IS NOT NULL;

-- What was asked of OpenIM for an action, and each look that did not see the effect.
CREATE TYPE "LedgerCallKind" AS ENUM ('call', 'read_back');
CREATE TABLE ledger_call (
  ledger_id uuid NOT NULL REFERENCES ledger (id) ON DELETE RESTRICT,
  n int NOT NULL,
  kind "LedgerCallKind" NOT NULL DEFAULT 'call',
  step text NOT NULL,
  started_at timestamptz(3) NOT NULL,
  -- How long the answer took; null where none was waited for to its end.
  ms int CHECK (ms >= 0),
  -- Of a call: yes, refused, unreachable, uncertain, shape, interrupted. Of a look: what it found instead.
  outcome text NOT NULL,
  -- OpenIM's own code where it gave one.
  code int,
  seen boolean NOT NULL,
  PRIMARY KEY (ledger_id, n)
);
GRANT SELECT, INSERT ON ledger_call TO steward_app;
