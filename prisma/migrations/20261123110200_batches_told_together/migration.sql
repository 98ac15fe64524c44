-- Commits that notify wait for each other, each until its own is on the disk. What the items of a batch have to tell is
-- put down here with what it tells of, and told together a few times a second (server/actions/batch/tell.ts).
CREATE TABLE told_later (topic text NOT NULL);
GRANT SELECT, INSERT, DELETE ON told_later TO steward_app;

CREATE OR REPLACE FUNCTION announce_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  topics text[];
BEGIN
  -- Calls under way and the runner's own alarm clock are nobody's news.
  IF TG_OP = 'UPDATE' AND (NEW.state, NEW.outcome, NEW.progress) IS NOT DISTINCT FROM (OLD.state, OLD.outcome, OLD.progress) THEN
    RETURN NULL;
  END IF;
  topics := array_remove(ARRAY[
    'ledger:' || NEW.id,
    CASE WHEN NEW.subject_kind = 'message' THEN 'message:' || NEW.subject_id END,
    'group:' || NEW.group_id,
    'user:' || NEW.user_id,
    'case:' || NEW.case_id
  ], NULL);
  IF TG_OP = 'UPDATE' AND NEW.batch_id IS NOT NULL THEN
    INSERT INTO told_later SELECT unnest(topics);
  ELSE
    PERFORM pg_notify('steward', topic) FROM unnest(topics) AS topic;
  END IF;
  RETURN NULL;
END $$;

-- The end of an item says so for its transaction.
CREATE OR REPLACE FUNCTION announce_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('steward.tell_later', true) = 'on' THEN
    INSERT INTO told_later VALUES ('audit:new');
  ELSE
    PERFORM pg_notify('steward', 'audit:new');
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_ends_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('steward.tell_later', 'on', true);
  UPDATE batch_item
  SET state = NEW.state::text::"BatchItemState",
      why = jsonb_build_object('key', NEW.outcome->>'code', 'values', coalesce(NEW.outcome->'facts', '{}'))
  WHERE ledger_id = NEW.id;
  RETURN NULL;
END $$;
