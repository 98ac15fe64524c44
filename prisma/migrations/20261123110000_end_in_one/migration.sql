-- An item's result is its ledger row's, in the transaction that settles it.
CREATE FUNCTION ledger_ends_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE batch_item
  SET state = NEW.state::text::"BatchItemState",
      why = jsonb_build_object('key', NEW.outcome->>'code', 'values', coalesce(NEW.outcome->'facts', '{}'))
  WHERE ledger_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_ends_item AFTER UPDATE OF state ON ledger FOR EACH ROW
  WHEN (NEW.batch_id IS NOT NULL AND NEW.settled_at IS NOT NULL AND OLD.settled_at IS NULL)
  EXECUTE FUNCTION ledger_ends_item();

-- Ends the newest row of a subject that is no group, where nobody accepted another state since: what `settle` does in
-- server/actions/settle.ts, with nothing to put on top of it and nothing that follows. A test holds the two together.
-- `last_call` is what came of the last call, where that is not written yet. Answers `done`, `gone` where the row is no longer
-- this attempt's, and `not_plain`; then nothing was changed.
CREATE FUNCTION ledger_end_plain(
  row_id uuid, from_state "LedgerState", attempt int, to_state "LedgerState", ended jsonb, holds jsonb, keeps jsonb,
  last_call jsonb, told jsonb
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  intent record;
  is_plain boolean;
BEGIN
  SELECT subject_kind, subject_id, seq INTO intent FROM ledger WHERE id = row_id;
  -- Before the row itself: two who end rows of one subject would wait for each other.
  SELECT last_seq = intent.seq AND intent.subject_kind <> 'group' AND (accepted IS NULL OR accepted_seq < intent.seq)
  INTO is_plain FROM desired_state
  WHERE subject_kind = intent.subject_kind AND subject_id = intent.subject_id FOR UPDATE;
  IF is_plain IS NOT TRUE THEN
    RETURN 'not_plain';
  END IF;
  UPDATE ledger
  SET state = to_state, outcome = ended, desired = coalesce(holds, desired), kept = coalesce(keeps, kept),
      settled_at = now(), in_flight = CASE WHEN last_call IS NULL THEN in_flight END,
      setbacks = CASE WHEN last_call IS NULL THEN setbacks ELSE 0 END
  WHERE id = row_id AND state = from_state AND attempts = attempt
  RETURNING desired INTO holds;
  IF NOT FOUND THEN
    RETURN 'gone';
  END IF;
  IF last_call IS NOT NULL THEN
    INSERT INTO ledger_call (ledger_id, n, step, started_at, ms, outcome, code, seen)
    SELECT row_id, (SELECT coalesce(max(n), 0) + 1 FROM ledger_call WHERE ledger_id = row_id),
      c.step, to_timestamp(c."startedAt" / 1000.0), c.ms, c.outcome, c.code, c.seen
    FROM jsonb_to_record(last_call) AS c (
      step text, "startedAt" float8, ms int, outcome text, code int, seen boolean
    );
  END IF;
  UPDATE desired_state SET desired = holds, version = version + 1, updated_at = now()
  WHERE subject_kind = intent.subject_kind AND subject_id = intent.subject_id;
  INSERT INTO audit (
    id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id, ledger_id, case_id
  )
  SELECT uuidv7(), t."actorKind", t."actorId", t."actorName", t.action, t."subjectKind", t."subjectId", t.before,
    t.after, t."requestId", row_id, t."caseId"
  FROM jsonb_to_record(told) AS t (
    "actorKind" "ActorKind", "actorId" text, "actorName" text, action text, "subjectKind" text, "subjectId" text,
    before jsonb, after jsonb, "requestId" text, "caseId" uuid
  );
  RETURN 'done';
END $$;
