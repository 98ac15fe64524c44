-- What the client API and the public page of an invite link need besides the links.

-- What a caller was answered under an Idempotency-Key. Trimmed after a day.
CREATE TABLE api_answer (
  -- `client:<row>` of a backend, `user:<id>` of a person.
  caller text NOT NULL CHECK (length(caller) BETWEEN 1 AND 300),
  key text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  -- SHA-256 of method, path and body: the same key stands for the same request only.
  request bytea NOT NULL CHECK (length(request) = 32),
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Both unset while it is under way.
  status smallint CHECK (status BETWEEN 200 AND 499),
  body text,
  CHECK ((status IS NULL) = (body IS NULL)),
  PRIMARY KEY (caller, key)
);
CREATE INDEX api_answer_by_age ON api_answer (started_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON api_answer TO steward_app;

-- A backend's own links, newest first.
CREATE INDEX invite_of_client ON invite (client_id, id DESC) WHERE client_id IS NOT NULL;

-- Cached pages of a group's links hear that it hides its card, or shows it.
CREATE FUNCTION announce_group_invite_rule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'group:' || NEW.group_id);
  RETURN NULL;
END $$;
CREATE TRIGGER announce_group_invite_rule AFTER INSERT OR UPDATE ON group_invite_rule FOR EACH ROW
  EXECUTE FUNCTION announce_group_invite_rule();

-- A visitor of a public page is nobody in the chat and gathers no record: their reports say nothing of anybody's.
CREATE OR REPLACE FUNCTION count_reporters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reporter_record (reporter_id)
  SELECT DISTINCT reporter_id FROM report WHERE case_id = NEW.id AND NOT starts_with(reporter_id, 'visitor:')
  ORDER BY reporter_id
  ON CONFLICT DO NOTHING;
  -- In one order, so that two cases of the same people never wait for each other in a circle.
  PERFORM 1 FROM reporter_record WHERE reporter_id IN (SELECT reporter_id FROM report WHERE case_id = NEW.id)
  ORDER BY reporter_id FOR UPDATE;
  UPDATE reporter_record SET
    upheld = upheld + coalesce(NEW.counted = 'upheld', false)::integer - coalesce(OLD.counted = 'upheld', false)::integer,
    dismissed = dismissed + coalesce(NEW.counted = 'dismissed', false)::integer
      - coalesce(OLD.counted = 'dismissed', false)::integer
  WHERE reporter_id IN (SELECT reporter_id FROM report WHERE case_id = NEW.id);
  RETURN NULL;
END $$;
