-- What OpenIM no longer agrees with.
CREATE TYPE "DriftKind" AS ENUM ('unmuted', 'dismissed', 'revived', 'owner_changed');
CREATE TYPE "DriftState" AS ENUM ('open', 'reapplied', 'accepted', 'agrees_again');
CREATE TABLE drift (
  id uuid PRIMARY KEY,
  group_id text NOT NULL,
  kind "DriftKind" NOT NULL,
  state "DriftState" NOT NULL DEFAULT 'open',
  -- What should be, and what was read instead: statuses or user ids.
  expected text NOT NULL,
  seen text NOT NULL,
  -- Version of the desired state it speaks against.
  version int NOT NULL,
  -- It was put right five times and came again: somebody has to decide.
  gave_up boolean NOT NULL DEFAULT false,
  found_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3),
  -- The action that puts it right.
  ledger_id uuid UNIQUE REFERENCES ledger (id) ON DELETE RESTRICT,
  ended_by_id uuid REFERENCES staff (id) ON DELETE RESTRICT,
  CONSTRAINT drift_ended_has_time CHECK ((state = 'open') = (ended_at IS NULL)),
  CONSTRAINT drift_reapplied_has_row CHECK ((state = 'reapplied') = (ledger_id IS NOT NULL))
);
-- It shows up once.
CREATE UNIQUE INDEX drift_one_open ON drift (group_id, kind) WHERE state = 'open';
CREATE INDEX drift_open ON drift (found_at, id) WHERE state = 'open';
CREATE INDEX drift_by_age ON drift (found_at, id);
CREATE INDEX drift_of_group ON drift (group_id, found_at);

-- What somebody accepted as it is counts from there on, whatever was desired before.
ALTER TABLE desired_state ADD COLUMN accepted jsonb, ADD COLUMN accepted_seq int NOT NULL DEFAULT 0;

-- What the watch reads again.
CREATE INDEX desired_watched ON desired_state (subject_id)
  WHERE subject_kind = 'group'
    AND (desired->>'standing' IN ('suspended', 'dismissed') OR desired->>'ownerId' IS NOT NULL);

CREATE FUNCTION announce_drift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'drift:' || NEW.id);
  PERFORM pg_notify('steward', 'group:' || NEW.group_id);
  RETURN NULL;
END $$;
CREATE TRIGGER drift_announce AFTER INSERT OR UPDATE ON drift FOR EACH ROW EXECUTE FUNCTION announce_drift();

GRANT SELECT, INSERT, UPDATE ON drift TO steward_app;
