-- What a new ledger row sets off costs less where many are written at once, and nobody is told what is over a moment later.

-- A row that was just written has no history yet: all of one statement's are written by one.
CREATE FUNCTION ledger_begun() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  INSERT INTO ledger_event (ledger_id, n, from_state, to_state, outcome, at)
  SELECT id, 1, NULL, state, outcome, clock_timestamp() FROM begun;
  -- What is written as sent has its sender: a worker looks at it once its alarm is due, which it finds by the clock.
  IF EXISTS (SELECT FROM begun WHERE state <> 'sending') THEN
    PERFORM pg_notify('steward_due', '');
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER ledger_wakes ON ledger;
DROP TRIGGER ledger_history ON ledger;
CREATE TRIGGER ledger_begun AFTER INSERT ON ledger REFERENCING NEW TABLE AS begun
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_begun();
CREATE TRIGGER ledger_history AFTER UPDATE ON ledger FOR EACH ROW
  WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION ledger_history();

-- What is written as sent is told of when it ends, or when a worker takes it over.
DROP TRIGGER ledger_announce ON ledger;
CREATE TRIGGER ledger_announce AFTER INSERT ON ledger FOR EACH ROW
  WHEN (NEW.state <> 'sending') EXECUTE FUNCTION announce_ledger();
CREATE TRIGGER ledger_announce_again AFTER UPDATE ON ledger FOR EACH ROW
  WHEN ((NEW.state, NEW.outcome, NEW.progress) IS DISTINCT FROM (OLD.state, OLD.outcome, OLD.progress))
  EXECUTE FUNCTION announce_ledger();

-- As `steward_enqueue`, for what comes again and again: the first of a row of wishes sets the time, and no later one moves it.
CREATE FUNCTION steward_enqueue_by(task text, payload json, key text, run_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(
    identifier => task, payload => payload, job_key => key, run_at => run_at, job_key_mode => 'preserve_run_at'
  );
END $$;
REVOKE ALL ON FUNCTION steward_enqueue_by(text, json, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION steward_enqueue_by(text, json, text, timestamptz) TO steward_app;
