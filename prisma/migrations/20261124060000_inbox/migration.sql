-- What somebody is told of cases that concern them: given to them, asked of them, followed by them.
CREATE TYPE "InboxKind" AS ENUM ('assigned', 'asked', 'answered', 'failed', 'decided', 'reopened', 'merged', 'report', 'note');

CREATE TABLE inbox_item (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  staff_id uuid NOT NULL REFERENCES staff,
  case_id uuid NOT NULL REFERENCES "case",
  kind "InboxKind" NOT NULL,
  -- Who did it last; null where nobody in particular did.
  by_id uuid REFERENCES staff,
  -- How often it happened since it was read last.
  times integer NOT NULL DEFAULT 1 CHECK (times > 0),
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  read_at timestamptz(3)
);
-- A hundred reports of a followed case are one line until it is read.
CREATE UNIQUE INDEX inbox_unread_once ON inbox_item (staff_id, case_id, kind) WHERE read_at IS NULL;
CREATE INDEX inbox_of_staff ON inbox_item (staff_id, at, id);
CREATE INDEX inbox_unread ON inbox_item (staff_id, at, id) WHERE read_at IS NULL;
CREATE INDEX inbox_by_age ON inbox_item (at);
CREATE INDEX inbox_read ON inbox_item (read_at) WHERE read_at IS NOT NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON inbox_item TO steward_app;

-- Tells one person; never of what they did themselves, nor of a case that they may not see.
CREATE FUNCTION tell_inbox(of_staff uuid, of_case uuid, of_kind "InboxKind", of_by uuid) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF of_staff IS NOT DISTINCT FROM of_by OR NOT may_see_case(of_case, of_staff)
     OR NOT EXISTS (SELECT FROM staff WHERE id = of_staff AND disabled_at IS NULL) THEN
    RETURN;
  END IF;
  INSERT INTO inbox_item (staff_id, case_id, kind, by_id) VALUES (of_staff, of_case, of_kind, of_by)
  ON CONFLICT (staff_id, case_id, kind) WHERE read_at IS NULL
  DO UPDATE SET times = inbox_item.times + 1, at = excluded.at, by_id = excluded.by_id;
  PERFORM pg_notify('steward', 'inbox:' || of_staff);
END $$;

-- Tells everybody who follows a case, in one order; `besides` hear of it otherwise.
CREATE FUNCTION tell_watchers(of_case uuid, of_kind "InboxKind", of_by uuid, besides uuid DEFAULT NULL) RETURNS void
LANGUAGE sql AS $$
  SELECT tell_inbox(w.staff_id, of_case, of_kind, of_by)
  FROM (SELECT staff_id FROM case_watch WHERE case_id = of_case ORDER BY staff_id) AS w
  WHERE w.staff_id IS DISTINCT FROM besides
$$;

CREATE FUNCTION inbox_of_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.to_staff_id IS NOT NULL THEN
    PERFORM tell_inbox(NEW.to_staff_id, NEW.case_id,
                       (CASE NEW.kind WHEN 'question' THEN 'asked' ELSE 'answered' END)::"InboxKind", NEW.staff_id);
  END IF;
  PERFORM tell_watchers(NEW.case_id, 'note', NEW.staff_id, NEW.to_staff_id);
  RETURN NULL;
END $$;
-- What somebody had typed when they lost a case is theirs alone.
CREATE TRIGGER case_note_inbox AFTER INSERT ON case_note FOR EACH ROW
  WHEN (NEW.kind <> 'lost_text') EXECUTE FUNCTION inbox_of_note();

CREATE FUNCTION inbox_of_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_watchers(NEW.case_id, 'decided', NEW.staff_id);
  RETURN NULL;
END $$;
CREATE TRIGGER decision_inbox AFTER INSERT ON decision FOR EACH ROW EXECUTE FUNCTION inbox_of_decision();

-- It is in the hands of whoever opened it, or of whoever decided it.
CREATE FUNCTION inbox_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.merged_into_id IS NOT NULL THEN
    PERFORM tell_watchers(NEW.id, 'merged', NULL, (SELECT claimed_by_id FROM "case" WHERE id = NEW.merged_into_id));
  ELSE
    PERFORM tell_watchers(NEW.id, 'reopened', NULL, NEW.claimed_by_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_inbox AFTER UPDATE OF state, merged_into_id ON "case" FOR EACH ROW
  WHEN ((NEW.state = 'open' AND OLD.state <> 'open')
        OR (NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS NULL))
  EXECUTE FUNCTION inbox_of_case();

CREATE FUNCTION inbox_of_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_watchers(NEW.case_id, 'report', NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER report_inbox AFTER INSERT ON report FOR EACH ROW EXECUTE FUNCTION inbox_of_report();
