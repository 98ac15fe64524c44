-- The plainest report in one statement: somebody new joins a case that is open, and changes nothing else about it.
-- Answers false where there is more to it; then nothing was written (server/features/reports/record.ts does the whole).
CREATE FUNCTION join_open_case(arrival jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  place record;
  of_case "case"%ROWTYPE;
  of_kind "SubjectKind" := (arrival ->> 'kind')::"SubjectKind";
  is_automated boolean := (arrival ->> 'automated')::boolean;
BEGIN
  -- In this order, as whoever opens a case does.
  IF of_kind = 'message' AND arrival ->> 'userId' IS NOT NULL THEN
    PERFORM pg_advisory_xact_lock(hashtextextended('report:sender:' || (arrival ->> 'userId'), 0));
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('report:' || of_kind || ':' || (arrival ->> 'key'), 0));
  SELECT id, case_id INTO place FROM case_subject WHERE kind = of_kind AND key = arrival ->> 'key' AND open;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT * INTO of_case FROM "case" WHERE id = place.case_id FOR NO KEY UPDATE;
  PERFORM 1 FROM case_subject WHERE id = place.id AND case_id = of_case.id AND open;
  IF NOT FOUND
    OR (arrival ->> 'urgency')::smallint < of_case.urgency
    OR (of_case.automated AND NOT is_automated)
    -- What was written is sealed for whom the case is about.
    OR (arrival ->> 'accusedKind', arrival ->> 'accusedId') IS DISTINCT FROM (
      CASE WHEN of_case.subject_kind <> 'group' AND of_case.user_id IS NOT NULL THEN 'user' ELSE 'group' END,
      CASE WHEN of_case.subject_kind <> 'group' AND of_case.user_id IS NOT NULL THEN of_case.user_id
        ELSE coalesce(of_case.group_id, '') END
    )
    OR EXISTS (SELECT FROM report WHERE case_id = of_case.id AND reporter_id = arrival ->> 'reporterId')
  THEN
    RETURN false;
  END IF;
  INSERT INTO report (id, number, case_id, subject_id, reporter_id, reason, text, comparison, automated, language, client_id)
  VALUES (uuidv7(), arrival ->> 'number', of_case.id, place.id, arrival ->> 'reporterId', arrival ->> 'reason',
          arrival ->> 'text', 'no_copy', is_automated, arrival ->> 'language', (arrival ->> 'clientId')::uuid);
  UPDATE "case" SET
    last_report_at = now(),
    deadline_at = least(deadline_at, to_timestamp((arrival ->> 'dueAt')::float8 / 1000)),
    language = coalesce(nullif(language, ''), arrival ->> 'language'),
    reports_count = reports_count + 1
  WHERE id = of_case.id;
  IF of_case.subject_kind = of_kind AND of_case.subject_key = arrival ->> 'key' AND
    (of_case.subject_name, of_case.context_name, of_case.face_url) IS DISTINCT FROM
    (arrival ->> 'name', arrival ->> 'contextName', arrival ->> 'faceUrl')
  THEN
    UPDATE "case" SET subject_name = arrival ->> 'name', context_name = arrival ->> 'contextName',
      face_url = arrival ->> 'faceUrl'
    WHERE id = of_case.id;
  END IF;
  INSERT INTO audit (id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, after, personal, request_id, case_id)
  VALUES (uuidv7(), (arrival ->> 'actorKind')::"ActorKind", arrival ->> 'actorId', arrival ->> 'actorName', 'report.received',
          arrival ->> 'accusedKind', arrival ->> 'accusedId',
          (arrival -> 'after') || jsonb_build_object('subject', of_case.subject_key),
          decode(arrival ->> 'personal', 'base64'), arrival ->> 'requestId', of_case.id);
  RETURN true;
END $$;
