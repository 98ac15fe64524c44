-- What OpenIM's webhooks tell, taken in by the gate. Hints are never believed: each leads to a read of OpenIM. Anybody who
-- can post to the gate may invent them, so each of these tables has a limit that the gate keeps.

ALTER TYPE "ProcessKind" ADD VALUE 'gate';
-- What a gate says of itself; it has no connection to OpenIM.
ALTER TABLE process_health ADD COLUMN gate jsonb;

-- When each webhook that Steward uses called last, and how often. No other command gets a row.
CREATE TABLE webhook_seen (
    command text NOT NULL,
    last_at timestamptz(3) NOT NULL,
    calls bigint NOT NULL,

    CONSTRAINT webhook_seen_pkey PRIMARY KEY (command)
);
GRANT SELECT, INSERT, UPDATE ON webhook_seen TO steward_app;

-- Groups and people to read again, each once however often it was told of. May be lost: polling is the truth.
CREATE UNLOGGED TABLE webhook_hint (
    kind text NOT NULL CHECK (kind IN ('group', 'user')),
    subject_id text NOT NULL,
    received_at timestamptz(3) NOT NULL,

    CONSTRAINT webhook_hint_pkey PRIMARY KEY (kind, subject_id)
);
CREATE INDEX webhook_hint_by_time ON webhook_hint (received_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_hint TO steward_app;

-- Who was in a dismissed group, as a webhook said it, until it was compared with OpenIM.
CREATE TABLE webhook_dismissal (
    id bigint GENERATED ALWAYS AS IDENTITY,
    group_id text NOT NULL,
    owner_id text NOT NULL,
    member_ids text[] NOT NULL,
    received_at timestamptz(3) NOT NULL,
    -- Not looked at before then.
    next_at timestamptz(3) NOT NULL,

    CONSTRAINT webhook_dismissal_pkey PRIMARY KEY (id)
);
CREATE INDEX webhook_dismissal_to_work ON webhook_dismissal (next_at, id);
CREATE INDEX webhook_dismissal_by_group ON webhook_dismissal (group_id);
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_dismissal TO steward_app;

-- A list without a dismissal of ours is one that only a webhook told of.
ALTER TABLE member_snapshot
  ALTER COLUMN ledger_id DROP NOT NULL,
  -- When a webhook told of people in it.
  ADD COLUMN told_at timestamptz(3),
  -- How many are named by webhooks alone, besides `people`.
  ADD COLUMN told_besides integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT member_snapshot_has_source CHECK (ledger_id IS NOT NULL OR told_at IS NOT NULL);

-- A webhook named them. Whoever we read ourselves too stays as we read them.
ALTER TABLE snapshot_member ADD COLUMN told boolean NOT NULL DEFAULT false;
CREATE INDEX snapshot_member_told ON snapshot_member (snapshot_id, user_id) WHERE told AND NOT present_at_end;
