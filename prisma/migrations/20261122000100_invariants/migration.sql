-- What must hold whatever the code does.

-- One row at most ------------------------------------------------------------
ALTER TABLE setup_code ADD CONSTRAINT setup_code_single CHECK (id = 1);
ALTER TABLE openim_token ADD CONSTRAINT openim_token_single CHECK (id = 1);

-- Cases ----------------------------------------------------------------------
-- Open work on one subject gathers in one case.
CREATE UNIQUE INDEX case_one_open_per_subject ON "case" (subject_kind, subject_key) WHERE state <> 'closed';
-- The queue: keyset pages, both columns in one direction.
CREATE INDEX case_open_by_age ON "case" (opened_at, id) WHERE state = 'open';
CREATE INDEX case_open_by_reports ON "case" (reports_count, id) WHERE state = 'open';
CREATE INDEX case_open_by_severity ON "case" (severity, id) WHERE state = 'open';
CREATE INDEX case_decided_by_age ON "case" (opened_at, id) WHERE state = 'decided';
CREATE INDEX case_closed_by_age ON "case" (closed_at, id) WHERE state = 'closed';
CREATE INDEX case_by_subject ON "case" (subject_kind, subject_key, opened_at);
CREATE INDEX case_claimed ON "case" (claimed_by_id) WHERE claimed_by_id IS NOT NULL;

ALTER TABLE "case"
  ADD CONSTRAINT case_closed_has_outcome CHECK ((state = 'open') = (outcome IS NULL)),
  ADD CONSTRAINT case_closed_has_time CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  ADD CONSTRAINT case_claim_whole CHECK ((claimed_by_id IS NULL) = (claim_expires_at IS NULL)),
  ADD CONSTRAINT case_subject_fields CHECK (
    CASE subject_kind
      WHEN 'group' THEN group_id IS NOT NULL
      WHEN 'user' THEN user_id IS NOT NULL
      ELSE conversation_id IS NOT NULL AND message_seq IS NOT NULL
    END
  );

CREATE FUNCTION case_epoch_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.epoch < OLD.epoch THEN
    RAISE EXCEPTION 'case %: epoch may only grow (% to %)', OLD.id, OLD.epoch, NEW.epoch USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER case_epoch BEFORE UPDATE ON "case" FOR EACH ROW EXECUTE FUNCTION case_epoch_only_grows();

-- Ledger ---------------------------------------------------------------------
CREATE INDEX ledger_unfinished ON ledger (next_at) WHERE state IN ('planned', 'sending', 'unknown');
CREATE INDEX ledger_by_subject_newest ON ledger (subject_kind, subject_id, id);

-- The same table as server/actions/transitions.ts; a test holds the two together.
CREATE FUNCTION ledger_may_move(from_state "LedgerState", to_state "LedgerState") RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE from_state
    WHEN 'awaiting_approval' THEN to_state IN ('planned', 'refused', 'cancelled')
    WHEN 'planned' THEN to_state IN ('sending', 'already_so', 'refused', 'cancelled')
    WHEN 'sending' THEN to_state IN ('verified', 'already_so', 'unknown', 'failed', 'refused')
    WHEN 'unknown' THEN to_state IN ('sending', 'verified', 'failed')
    ELSE false
  END
$$;

CREATE FUNCTION ledger_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = NEW.state THEN
    IF OLD.settled_at IS NOT NULL THEN
      RAISE EXCEPTION 'ledger %: outcomes are final', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT ledger_may_move(OLD.state, NEW.state) THEN
    RAISE EXCEPTION 'ledger %: % may not become %', OLD.id, OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.subject_kind, NEW.subject_id, NEW.seq, NEW.action, NEW.input, NEW.staff_id)
     IS DISTINCT FROM (OLD.subject_kind, OLD.subject_id, OLD.seq, OLD.action, OLD.input, OLD.staff_id) THEN
    RAISE EXCEPTION 'ledger %: an intent never changes', OLD.id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_moves BEFORE UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_guard();

ALTER TABLE ledger ADD CONSTRAINT ledger_settled_has_time CHECK (
  (state IN ('verified', 'already_so', 'failed', 'refused', 'cancelled')) = (settled_at IS NOT NULL)
);

CREATE FUNCTION ledger_history() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_OP = 'INSERT' OR OLD.state <> NEW.state THEN
    INSERT INTO ledger_event (ledger_id, n, from_state, to_state, outcome, at)
    SELECT NEW.id, coalesce(max(n), 0) + 1, CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.state END,
           NEW.state, NEW.outcome, clock_timestamp()
    FROM ledger_event WHERE ledger_id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_history AFTER INSERT OR UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_history();

CREATE FUNCTION desired_version_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version < OLD.version OR NEW.last_seq < OLD.last_seq THEN
    RAISE EXCEPTION 'desired state of % %: versions only grow', OLD.subject_kind, OLD.subject_id USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER desired_version BEFORE UPDATE ON desired_state FOR EACH ROW EXECUTE FUNCTION desired_version_only_grows();

-- Audit ----------------------------------------------------------------------
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Live updates: ids only, inside the transaction that changed the row --------
-- Channel `steward`, payload `<topic>:<id>`. PostgreSQL sends equal payloads of one transaction once.
CREATE FUNCTION announce_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A heartbeat only moves the lease's end: nobody has to hear of it.
  IF TG_OP = 'INSERT' OR to_jsonb(NEW) - 'claim_expires_at' <> to_jsonb(OLD) - 'claim_expires_at' THEN
    PERFORM pg_notify('steward', 'case:' || NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_announce AFTER INSERT OR UPDATE ON "case" FOR EACH ROW EXECUTE FUNCTION announce_case();

CREATE FUNCTION announce_of_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'case:' || NEW.case_id);
  RETURN NULL;
END $$;
CREATE TRIGGER evidence_announce AFTER INSERT OR UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION announce_of_case();
CREATE TRIGGER report_announce AFTER INSERT OR UPDATE ON report FOR EACH ROW EXECUTE FUNCTION announce_of_case();

CREATE FUNCTION announce_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Calls under way and the runner's own alarm clock are nobody's news.
  IF TG_OP = 'UPDATE' AND (NEW.state, NEW.outcome, NEW.progress) IS NOT DISTINCT FROM (OLD.state, OLD.outcome, OLD.progress) THEN
    RETURN NULL;
  END IF;
  PERFORM pg_notify('steward', 'ledger:' || NEW.id);
  PERFORM pg_notify('steward', NEW.subject_kind || ':' || NEW.subject_id);
  IF NEW.case_id IS NOT NULL THEN
    PERFORM pg_notify('steward', 'case:' || NEW.case_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_announce AFTER INSERT OR UPDATE ON ledger FOR EACH ROW EXECUTE FUNCTION announce_ledger();

CREATE FUNCTION announce_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'audit:new');
  RETURN NULL;
END $$;
CREATE TRIGGER audit_announce AFTER INSERT ON audit FOR EACH STATEMENT EXECUTE FUNCTION announce_audit();

-- Grants: the app works as this role and cannot rewrite history --------------
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'steward_app') THEN
    CREATE ROLE steward_app NOLOGIN;
  END IF;
  -- An administrator may have made the role and granted it, for a user who may not.
  IF NOT pg_has_role(current_user, 'steward_app', 'MEMBER') THEN
    EXECUTE format('GRANT steward_app TO %I', current_user);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO steward_app', current_schema());
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'the user % of DATABASE_URL may not make the role steward_app; let an administrator run once: CREATE ROLE steward_app NOLOGIN; GRANT steward_app TO %;',
    current_user, quote_ident(current_user) USING ERRCODE = 'insufficient_privilege';
END $$;
GRANT SELECT, INSERT, UPDATE ON
  staff, session, setup_code, openim_token, group_index, person_index, group_extension, "case", report, evidence,
  decision, draft_note, ledger, desired_state, member_snapshot, snapshot_member, personal_key TO steward_app;
GRANT SELECT, INSERT ON audit TO steward_app;
GRANT SELECT ON ledger_event TO steward_app;
GRANT DELETE ON draft_note, session TO steward_app;
GRANT USAGE, SELECT ON SEQUENCE case_number_seq TO steward_app;

-- Background jobs: graphile-worker's tables stay closed to the app; it may only add a job.
-- `key` replaces a waiting job of the same key, so that a subject is fetched once.
CREATE FUNCTION steward_enqueue(task text, payload json, key text, run_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(identifier => task, payload => payload, job_key => key, run_at => run_at);
END $$;
REVOKE ALL ON FUNCTION steward_enqueue(text, json, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION steward_enqueue(text, json, text, timestamptz) TO steward_app;
