-- A message as it was read right before an action took it from everybody. Written once, before the effect.
CREATE TABLE kept_message (
  id uuid NOT NULL,
  ledger_id uuid NOT NULL,
  conversation_id text NOT NULL,
  seq bigint NOT NULL,
  group_id text,
  -- Whose key seals it; null where nobody can tell any more who wrote it, and the conversation's key does.
  sender_id text,
  -- 'openim:pull' or 'openim:search'.
  source text NOT NULL,
  -- Hex SHA-256 over the canonical JSON that `body` seals.
  sha256 text NOT NULL,
  body bytea NOT NULL,
  kept_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT kept_message_pkey PRIMARY KEY (id),
  CONSTRAINT kept_message_ledger_id_fkey FOREIGN KEY (ledger_id) REFERENCES ledger (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT kept_message_hash CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
-- The first read of an action stays.
CREATE UNIQUE INDEX kept_message_ledger_id_key ON kept_message (ledger_id);
CREATE INDEX kept_message_by_message ON kept_message (conversation_id, seq, id);
CREATE INDEX kept_message_by_sender ON kept_message (sender_id, id) WHERE sender_id IS NOT NULL;
GRANT SELECT, INSERT ON kept_message TO steward_app;
