-- Cases of restricted queues are known to few: what lists of groups and people count and filter by leaves them out, for
-- everybody, and what went into such a case is seen by those who see that.

CREATE OR REPLACE FUNCTION fill_group_facts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known group_extension;
BEGIN
  SELECT * INTO known FROM group_extension WHERE group_id = NEW.group_id;
  IF FOUND THEN
    NEW.standing := known.standing;
    NEW.category := known.category;
    NEW.tags := known.tags;
  END IF;
  NEW.open_cases := (SELECT count(*) FROM "case" WHERE group_id = NEW.group_id AND state = 'open' AND NOT restricted);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION fill_person_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.standing := coalesce((SELECT standing FROM person_extension WHERE user_id = NEW.user_id), 'good');
  NEW.open_cases := (SELECT count(*) FROM "case" WHERE user_id = NEW.user_id AND state = 'open' AND NOT restricted);
  RETURN NEW;
END $$;

-- `open` means here: open, and not restricted.
CREATE OR REPLACE FUNCTION count_open_cases() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was boolean := TG_OP = 'UPDATE' AND OLD.state = 'open' AND NOT OLD.restricted;
  is_open boolean := NEW.state = 'open' AND NOT NEW.restricted;
BEGIN
  IF was AND OLD.group_id IS NOT NULL AND NOT (is_open AND OLD.group_id IS NOT DISTINCT FROM NEW.group_id) THEN
    UPDATE group_index SET open_cases = greatest(open_cases - 1, 0) WHERE group_id = OLD.group_id;
  END IF;
  IF is_open AND NEW.group_id IS NOT NULL AND NOT (was AND OLD.group_id IS NOT DISTINCT FROM NEW.group_id) THEN
    UPDATE group_index SET open_cases = open_cases + 1 WHERE group_id = NEW.group_id;
  END IF;
  IF was AND OLD.user_id IS NOT NULL AND NOT (is_open AND OLD.user_id IS NOT DISTINCT FROM NEW.user_id) THEN
    UPDATE person_index SET open_cases = greatest(open_cases - 1, 0) WHERE user_id = OLD.user_id;
  END IF;
  IF is_open AND NEW.user_id IS NOT NULL AND NOT (was AND OLD.user_id IS NOT DISTINCT FROM NEW.user_id) THEN
    UPDATE person_index SET open_cases = open_cases + 1 WHERE user_id = NEW.user_id;
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER case_opened ON "case";
CREATE TRIGGER case_opened AFTER INSERT ON "case" FOR EACH ROW WHEN (NEW.state = 'open' AND NOT NEW.restricted)
  EXECUTE FUNCTION count_open_cases();
DROP TRIGGER case_moved ON "case";
CREATE TRIGGER case_moved AFTER UPDATE ON "case" FOR EACH ROW
  WHEN ((OLD.state, OLD.restricted, OLD.group_id, OLD.user_id)
        IS DISTINCT FROM (NEW.state, NEW.restricted, NEW.group_id, NEW.user_id))
  EXECUTE FUNCTION count_open_cases();

UPDATE group_index AS g SET open_cases = greatest(open_cases - c.n, 0)
FROM (SELECT group_id, count(*) AS n FROM "case" WHERE state = 'open' AND restricted GROUP BY group_id) AS c
WHERE c.group_id = g.group_id;
UPDATE person_index AS p SET open_cases = greatest(open_cases - c.n, 0)
FROM (SELECT user_id, count(*) AS n FROM "case" WHERE state = 'open' AND restricted GROUP BY user_id) AS c
WHERE c.user_id = p.user_id;

-- A case that went into a restricted one would tell of it, and so would one that looks at its decision again: they are seen
-- by the same people.
CREATE FUNCTION restrict_kin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "case" SET queue_id = NEW.queue_id WHERE merged_into_id = NEW.id AND queue_id <> NEW.queue_id;
  UPDATE "case" SET queue_id = NEW.queue_id
  WHERE review_of_id IN (SELECT id FROM decision WHERE case_id = NEW.id) AND NOT restricted;
  RETURN NULL;
END $$;
CREATE TRIGGER case_restricts_kin AFTER UPDATE OF queue_id, restricted ON "case" FOR EACH ROW
  WHEN (NEW.restricted AND (NOT OLD.restricted OR OLD.queue_id <> NEW.queue_id)) EXECUTE FUNCTION restrict_kin();
CREATE FUNCTION merged_into_restricted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  target record;
BEGIN
  SELECT queue_id, restricted INTO target FROM "case" WHERE id = NEW.merged_into_id;
  IF target.restricted THEN
    NEW.queue_id := target.queue_id;
    NEW.restricted := true;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_merged_into_restricted BEFORE UPDATE OF merged_into_id ON "case" FOR EACH ROW
  WHEN (NEW.merged_into_id IS NOT NULL AND OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id)
  EXECUTE FUNCTION merged_into_restricted();
UPDATE "case" AS c SET queue_id = target.queue_id
FROM "case" AS target WHERE target.id = c.merged_into_id AND target.restricted AND c.queue_id <> target.queue_id;
UPDATE "case" AS c SET queue_id = first.queue_id
FROM decision AS d JOIN "case" AS first ON first.id = d.case_id
WHERE d.id = c.review_of_id AND first.restricted AND NOT c.restricted;

-- Whoever may no longer see a case hears nothing of it any more: everybody reads once what they see now.
CREATE FUNCTION announce_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'case:withdrawn');
  RETURN NULL;
END $$;
CREATE TRIGGER case_withdrawn AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NEW.restricted AND NOT OLD.restricted) EXECUTE FUNCTION announce_withdrawn();
