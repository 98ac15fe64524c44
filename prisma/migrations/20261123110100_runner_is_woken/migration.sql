-- The runner is woken by what may be due: new rows, and rows that it did not move on itself. Its own steps and their
-- outcomes wake nobody but the screens.
CREATE FUNCTION wake_runner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward_due', '');
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_wakes AFTER INSERT ON ledger FOR EACH STATEMENT EXECUTE FUNCTION wake_runner();
CREATE TRIGGER ledger_wakes_again AFTER UPDATE OF state ON ledger FOR EACH ROW
  WHEN (NEW.state <> OLD.state AND NEW.state NOT IN ('sending', 'verified', 'already_so'))
  EXECUTE FUNCTION wake_runner();
