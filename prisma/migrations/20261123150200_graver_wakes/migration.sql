-- What turns out graver than it was when somebody put it off does not wait any longer.
CREATE FUNCTION graver_wakes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.snoozed_until := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER graver_wakes BEFORE UPDATE OF urgency ON "case" FOR EACH ROW
  WHEN (NEW.urgency < OLD.urgency AND NEW.snoozed_until IS NOT NULL) EXECUTE FUNCTION graver_wakes();
