-- Who leads a group beside its owner. OpenIM's list of groups does not tell it: the worker reads one group after another.
CREATE TABLE group_leaders (
  group_id  text PRIMARY KEY,
  admin_ids text[] NOT NULL DEFAULT '{}',
  -- When the read that wrote this row started; null where it was never read.
  read_at   timestamptz(3),
  -- When its turn comes.
  due_at    timestamptz(3) NOT NULL DEFAULT now(),
  -- Something may have changed since then: it is read before its turn.
  wanted_at timestamptz(3)
);
CREATE INDEX group_leaders_by_due ON group_leaders (due_at, group_id);
CREATE INDEX group_leaders_wanted ON group_leaders (wanted_at, group_id) WHERE wanted_at IS NOT NULL;
CREATE INDEX group_leaders_by_admin ON group_leaders USING gin (admin_ids);
GRANT SELECT, INSERT, UPDATE, DELETE ON group_leaders TO steward_app;

INSERT INTO group_leaders (group_id) SELECT group_id FROM group_index;

-- Whatever meets a group for the first time wants to know who leads it.
CREATE FUNCTION want_group_leaders() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO group_leaders (group_id) SELECT group_id FROM met ORDER BY group_id ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER group_index_met AFTER INSERT ON group_index
  REFERENCING NEW TABLE AS met FOR EACH STATEMENT EXECUTE FUNCTION want_group_leaders();

-- For a list that only a webhook told of: when its admins had been read. Null where nobody knows who they were.
ALTER TABLE member_snapshot ADD COLUMN leaders_read_at timestamptz(3);
