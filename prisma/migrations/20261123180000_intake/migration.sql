-- Intake: backends that call the client API, and how reporters' reports turned out.

ALTER TYPE "ActorKind" ADD VALUE 'client';

-- API clients ------------------------------------------------------------------
CREATE TABLE api_client (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  key_id text NOT NULL UNIQUE CHECK (key_id ~ '^sk_[0-9a-z]{16}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  -- Sealed under the master key. Gone once the client is revoked.
  secret bytea,
  -- The secret before the last rotation, while both are accepted.
  previous_secret bytea,
  previous_until timestamptz(3),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  created_by_id uuid NOT NULL REFERENCES staff,
  rotated_at timestamptz(3),
  -- To the minute.
  last_used_at timestamptz(3),
  -- No accepted request whose time was ahead of our clock carried a later one: what an emptied store of nonces must still
  -- refuse.
  newest_time timestamptz(3),
  revoked_at timestamptz(3),
  CHECK ((previous_secret IS NULL) = (previous_until IS NULL)),
  CHECK ((secret IS NULL) = (revoked_at IS NOT NULL)),
  CHECK (revoked_at IS NULL OR previous_secret IS NULL)
);
CREATE INDEX api_client_in_order ON api_client (created_at, id);
ALTER TABLE report ADD COLUMN client_id uuid REFERENCES api_client;
GRANT SELECT, INSERT, UPDATE ON api_client TO steward_app;

-- Track records ------------------------------------------------------------------
CREATE TABLE reporter_record (
  reporter_id text PRIMARY KEY,
  -- Cases of theirs that were decided: by an action, or as no violation.
  upheld integer NOT NULL DEFAULT 0 CHECK (upheld >= 0),
  dismissed integer NOT NULL DEFAULT 0 CHECK (dismissed >= 0),
  muted_until timestamptz(3),
  muted_by_id uuid REFERENCES staff,
  CHECK ((muted_until IS NULL) = (muted_by_id IS NULL))
);
CREATE INDEX reporter_muted ON reporter_record (muted_until, reporter_id) WHERE muted_until IS NOT NULL;
GRANT SELECT, INSERT, UPDATE ON reporter_record TO steward_app;

-- What a case counts for in the records of its reporters now.
ALTER TABLE "case" ADD COLUMN counted text CHECK (counted IN ('upheld', 'dismissed'));

-- A decision that was overturned counts as what the second look found; where that opens a case again, as nothing yet.
CREATE FUNCTION verdict_of(of_case uuid, of_outcome "CaseOutcome") RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE of_outcome::text
    WHEN 'acted' THEN CASE WHEN overturned THEN 'dismissed' ELSE 'upheld' END
    WHEN 'dismissed' THEN CASE WHEN overturned THEN NULL ELSE 'dismissed' END
  END
  FROM (SELECT EXISTS (
    SELECT FROM decision AS d JOIN "case" AS r ON r.review_of_id = d.id
    WHERE d.case_id = of_case AND d.revoked_at IS NULL AND r.state = 'closed' AND r.outcome::text = 'overturned'
  ) AS overturned) AS looked_again
$$;
UPDATE "case" SET counted = verdict_of(id, outcome) WHERE type = 'report' AND state = 'closed';
INSERT INTO reporter_record (reporter_id, upheld, dismissed)
SELECT reporter_id, count(*) FILTER (WHERE counted = 'upheld'), count(*) FILTER (WHERE counted = 'dismissed')
FROM (SELECT DISTINCT r.reporter_id, c.id, c.counted FROM report AS r JOIN "case" AS c ON c.id = r.case_id
      WHERE c.counted IS NOT NULL) AS decided
GROUP BY reporter_id;

CREATE FUNCTION case_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.counted := CASE WHEN NEW.state = 'closed' THEN verdict_of(NEW.id, NEW.outcome) END;
  RETURN NEW;
END $$;
CREATE TRIGGER case_counted BEFORE UPDATE OF state, outcome ON "case" FOR EACH ROW
  WHEN (NEW.type = 'report' AND (OLD.state, OLD.outcome) IS DISTINCT FROM (NEW.state, NEW.outcome))
  EXECUTE FUNCTION case_counted();

CREATE FUNCTION review_recounts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "case" AS c SET counted = verdict_of(c.id, c.outcome)
  FROM decision AS d
  WHERE d.id = NEW.review_of_id AND c.id = d.case_id AND c.type = 'report' AND c.state = 'closed'
    AND c.counted IS DISTINCT FROM verdict_of(c.id, c.outcome);
  RETURN NULL;
END $$;
CREATE TRIGGER review_recounts AFTER UPDATE OF state, outcome ON "case" FOR EACH ROW
  WHEN (NEW.type <> 'report' AND (OLD.state, OLD.outcome) IS DISTINCT FROM (NEW.state, NEW.outcome))
  EXECUTE FUNCTION review_recounts();

CREATE FUNCTION count_reporters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reporter_record (reporter_id)
  SELECT DISTINCT reporter_id FROM report WHERE case_id = NEW.id ORDER BY reporter_id
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
CREATE TRIGGER count_reporters AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (OLD.counted IS DISTINCT FROM NEW.counted) EXECUTE FUNCTION count_reporters();

-- Who looks at a case sees at once that one of its reporters was muted.
CREATE FUNCTION announce_muted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'case:' || case_id)
  FROM (SELECT DISTINCT r.case_id FROM report AS r JOIN "case" AS c ON c.id = r.case_id
        WHERE r.reporter_id = NEW.reporter_id AND c.state = 'open' LIMIT 100) AS shown;
  RETURN NULL;
END $$;
CREATE TRIGGER reporter_muted_announce AFTER UPDATE OF muted_until ON reporter_record FOR EACH ROW
  WHEN (OLD.muted_until IS DISTINCT FROM NEW.muted_until) EXECUTE FUNCTION announce_muted();
