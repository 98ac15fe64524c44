-- Commits that tell something wait for each other, each until its own is on the disk. Taking uses tells nothing any more but
-- that the last one is gone: who takes one is in a moment later, and that is told, or gives it back, which is told as well.
DROP TRIGGER announce_invite ON invite;
CREATE TRIGGER announce_invite AFTER INSERT ON invite FOR EACH ROW EXECUTE FUNCTION announce_invite();
CREATE TRIGGER announce_invite_again AFTER UPDATE ON invite FOR EACH ROW
  WHEN (NEW.used <= OLD.used OR NEW.used = NEW.max_uses) EXECUTE FUNCTION announce_invite();

CREATE OR REPLACE FUNCTION announce_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE coalesce(current_setting('steward.tell_later', true), '')
    WHEN 'with the end' THEN NULL;
    WHEN 'on' THEN INSERT INTO told_later VALUES ('audit:new');
    ELSE PERFORM pg_notify('steward', 'audit:new');
  END CASE;
  RETURN NULL;
END $$;
