-- People coming in by invite links, many at a time.

-- Nobody gives a reason for what an invite link does: the link is it.
ALTER TABLE ledger
  DROP CONSTRAINT ledger_has_reason,
  ADD CONSTRAINT ledger_has_reason CHECK ((reason IS NULL) = (batch_id IS NOT NULL OR cause IS NOT DISTINCT FROM 'invite'));

-- Takes uses of links for those who ask, of any number of groups, and writes down what is about to be done for each: the
-- redemption, its ledger row, what is desired, and the audit, as `intendAll` writes them (server/actions/intend-all.ts; a
-- test holds the two together). Rows of links that let people in at once are written as taken: whoever calls this sends at
-- once, at the latest at `starts` (ms), and a worker takes over those that have not ended at `taken_over`. The others are
-- due now, for a worker.
-- `asked`, one for each, in the order in which they came: n, code, groupId, userId, key (the member's), name, why (what was
-- found in OpenIM to stand in the way, or null), members (of the group), readAt (ms, by this database's clock; both as
-- OpenIM was read), reference, actorKind, actorId, actorName, clientId, requestId.
-- Answers each with `sending` or `planned` and its ids, or with why not, written down under its reference. `full_for_now`
-- is not written down: those on their way in fill the group, and may yet not come.
-- Locks are taken in the order in which ends take them: what is desired, then the links. Of two writers of one group's
-- links one waits for the other before it looks.
CREATE FUNCTION invite_reserve(asked jsonb, starts float8, taken_over timestamptz)
RETURNS TABLE (n int, outcome text, redemption_id uuid, ledger_id uuid) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  ns int[];
  whys text[];
  going jsonb;
  links int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('invites of ' || g, 0))
  FROM (SELECT DISTINCT a->>'groupId' AS g FROM jsonb_array_elements(asked) AS a ORDER BY 1) AS groups;

  WITH item AS (
    SELECT a.*, i.id AS invite_id, i.mode, i.max_uses - i.used AS left_over,
      CASE
        WHEN i.id IS NULL THEN 'unknown'
        WHEN i.state = 'revoked' THEN 'revoked'
        WHEN i.group_hold = 'dismissed' THEN 'group_dismissed'
        WHEN i.state = 'paused' THEN 'paused'
        WHEN i.group_hold = 'suspended' THEN 'group_suspended'
        WHEN i.expires_at <= now() THEN 'expired'
        WHEN i.mode = 'info' THEN 'information_only'
        WHEN a.why IS NOT NULL THEN a.why
        WHEN EXISTS (
          SELECT FROM person_extension AS p
          WHERE p.user_id = a."userId" AND p.standing IN ('suspended', 'dismissed')
        ) THEN 'sanctioned'
        WHEN EXISTS (
          SELECT FROM redemption AS r
          WHERE r.user_id = a."userId" AND r.group_id = a."groupId" AND r.state = 'reserved'
        ) THEN 'being_used'
        WHEN i.once_per_person AND EXISTS (
          SELECT FROM redemption AS r
          WHERE r.invite_id = i.id AND r.user_id = a."userId" AND r.counted AND r.once_per_person
        ) THEN 'once_used'
        WHEN EXISTS (
          SELECT FROM ledger AS l
          WHERE l.subject_kind = 'group' AND l.subject_id = a."groupId"
            AND l.action IN ('group.dismiss', 'group.restore') AND l.state IN ('planned', 'sending', 'unknown')
        ) THEN 'group_suspended'
      END AS reason
    FROM jsonb_to_recordset(asked) AS a (
      n int, code text, "groupId" text, "userId" text, key text, why text, members int, "readAt" float8
    )
    LEFT JOIN invite AS i ON i.code = a.code AND i.group_id = a."groupId"
  ), person AS (
    SELECT item.*, coalesce(reason, CASE
      WHEN row_number() OVER (PARTITION BY "groupId", "userId", reason IS NULL ORDER BY n) > 1 THEN 'being_used'
    END) AS refused
    FROM item
  ), use AS (
    SELECT person.*, coalesce(refused, CASE
      WHEN row_number() OVER (PARTITION BY invite_id, refused IS NULL ORDER BY n) > left_over THEN 'used_up'
    END) AS no_use
    FROM person
  ), place AS (
    SELECT use.*, row_number() OVER (PARTITION BY "groupId", no_use IS NULL ORDER BY n) AS nth FROM use
  ), room AS (
    -- Who is in OpenIM's count, and who came or may come since it was read.
    SELECT g."groupId", rule.member_limit, (
        SELECT count(*) FROM redemption AS r WHERE r.state = 'reserved' AND r.group_id = g."groupId"
      ) + (
        SELECT count(*) FROM ledger AS l
        WHERE l.settled_at >= to_timestamp(g.read_at / 1000) AND l.group_id = g."groupId"
          AND l.action = 'member.join' AND l.state = 'verified'
      ) AS coming
    FROM (SELECT "groupId", min("readAt") AS read_at FROM item GROUP BY 1) AS g
    JOIN group_invite_rule AS rule ON rule.group_id = g."groupId" AND rule.member_limit IS NOT NULL
  )
  SELECT array_agg(n ORDER BY n), array_agg(coalesce(no_use, CASE
    WHEN member_limit IS NULL THEN 'going'
    WHEN members + nth <= member_limit - coming THEN 'going'
    WHEN members + nth <= member_limit AND coming > 0 THEN 'full_for_now'
    ELSE 'group_full'
  END) ORDER BY n)
  INTO ns, whys FROM place LEFT JOIN room USING ("groupId");

  INSERT INTO invite_refusal (reference, code, invite_id, user_id, why)
  SELECT a.reference, left(a.code, 64), i.id, a."userId", v.why
  FROM unnest(ns, whys) AS v (n, why)
  JOIN jsonb_to_recordset(asked) AS a (n int, code text, "userId" text, reference text) ON a.n = v.n
  LEFT JOIN invite AS i ON i.code = a.code
  WHERE v.why NOT IN ('going', 'full_for_now');

  RETURN QUERY SELECT v.n, v.why, NULL::uuid, NULL::uuid FROM unnest(ns, whys) AS v (n, why) WHERE v.why <> 'going';

  SELECT jsonb_agg(a) INTO going
  FROM unnest(ns, whys) AS v (n, why) JOIN jsonb_array_elements(asked) AS a ON (a->>'n')::int = v.n
  WHERE v.why = 'going';
  IF going IS NULL THEN
    RETURN;
  END IF;

  INSERT INTO desired_state (subject_kind, subject_id, desired)
  SELECT 'member', a->>'key', '{}' FROM jsonb_array_elements(going) AS a ORDER BY a->>'key'
  ON CONFLICT DO NOTHING;
  PERFORM FROM desired_state
  WHERE subject_kind = 'member' AND subject_id IN (SELECT a->>'key' FROM jsonb_array_elements(going) AS a)
  ORDER BY subject_id FOR UPDATE;

  -- Looked at again with the links locked: staff and their groups change them as well.
  PERFORM FROM invite WHERE code IN (SELECT a->>'code' FROM jsonb_array_elements(going) AS a)
  ORDER BY id FOR NO KEY UPDATE;
  UPDATE invite AS i SET used = used + taken.uses
  FROM (SELECT a->>'code' AS code, count(*) AS uses FROM jsonb_array_elements(going) AS a GROUP BY 1) AS taken
  WHERE i.code = taken.code AND i.state = 'active' AND i.group_hold IS NULL AND i.mode <> 'info'
    AND (i.expires_at IS NULL OR i.expires_at > now()) AND (i.max_uses IS NULL OR i.used + taken.uses <= i.max_uses);
  GET DIAGNOSTICS links = ROW_COUNT;
  IF links < (SELECT count(DISTINCT a->>'code') FROM jsonb_array_elements(going) AS a) THEN
    RAISE EXCEPTION 'a link changed while it was looked at' USING ERRCODE = 'serialization_failure';
  END IF;

  RETURN QUERY
  WITH next AS MATERIALIZED (
    SELECT a.*, uuidv7() AS row_id, i.id AS link_id, i.mode::text AS mode, i.once_per_person AS once,
      d.desired AS before, d.version, d.last_seq + 1 AS seq,
      i.mode = 'join' AND NOT EXISTS (
        SELECT FROM ledger AS l
        WHERE l.subject_kind = 'member' AND l.subject_id = a.key AND l.state IN ('planned', 'sending', 'unknown')
      ) AS at_once,
      CASE i.mode
        WHEN 'join' THEN '{"inGroup": true, "role": null, "mutedUntil": null}'
        ELSE '{"inGroup": null, "role": null, "mutedUntil": null}' || d.desired
      END AS desired
    FROM jsonb_to_recordset(going) AS a (
      n int, code text, "groupId" text, "userId" text, key text, name text, "readAt" float8, "actorKind" "ActorKind",
      "actorId" text, "actorName" text, "clientId" uuid, "requestId" text
    )
    JOIN invite AS i ON i.code = a.code
    JOIN desired_state AS d ON d.subject_kind = 'member' AND d.subject_id = a.key
  ), intents AS (
    INSERT INTO ledger (
      id, subject_kind, subject_id, group_id, user_id, seq, state, action, input, planned_version, desired,
      desired_before, plan, kept, cause, due_at, next_at, in_flight, attempts, outcome, sent_at
    )
    SELECT row_id, 'member', key, "groupId", "userId", seq, (CASE WHEN at_once THEN 'sending' ELSE 'planned' END)::"LedgerState",
      'member.join', jsonb_build_object('mode', mode), version, desired, before,
      jsonb_build_object('name', name, 'people', 1, 'readAt', "readAt", 'live', true),
      CASE WHEN at_once THEN '{"wasIn": false, "requestedAt": null}'::jsonb END,
      'invite', now(), CASE WHEN at_once THEN taken_over ELSE now() END,
      CASE WHEN at_once THEN jsonb_build_object('step', 'join', 'at', starts) END, at_once::int,
      CASE WHEN at_once THEN '{"code": "sending", "facts": {}}'::jsonb END, CASE WHEN at_once THEN now() END
    FROM next
  ), wanted AS (
    UPDATE desired_state AS d
    SET desired = next.desired, version = d.version + 1, last_seq = next.seq, ledger_id = next.row_id, updated_at = now()
    FROM next WHERE d.subject_kind = 'member' AND d.subject_id = next.key
  ), told AS (
    INSERT INTO audit (
      id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id, ledger_id
    )
    SELECT uuidv7(), "actorKind", "actorId", "actorName", 'member.join', 'user', "userId", before,
      desired || jsonb_build_object('people', 1, 'groupId', "groupId"), "requestId", row_id
    FROM next
  ), redeemed AS (
    INSERT INTO redemption (invite_id, group_id, user_id, state, once_per_person, counted, ledger_id, client_id)
    SELECT link_id, "groupId", "userId", 'reserved', once, true, row_id, "clientId" FROM next
    RETURNING id, redemption.ledger_id
  )
  SELECT next.n, CASE WHEN at_once THEN 'sending' ELSE 'planned' END, redeemed.id, next.row_id
  FROM next JOIN redeemed ON redeemed.ledger_id = next.row_id;
END $$;

-- Ends redemptions whose people were seen in their groups: what `settle` does for each (server/actions/settle.ts; a test
-- holds the two together), for rows that are still this attempt's and the newest of their subjects. Answers which it ended;
-- the others were not changed. `calls`, one for each: id (of the ledger row), step, startedAt (ms), ms, outcome, code.
CREATE FUNCTION invite_settle(calls jsonb, told_kind "ActorKind", told_id text, told_name text)
RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  ended uuid[];
BEGIN
  PERFORM FROM desired_state
  WHERE subject_kind = 'member' AND subject_id IN (
    SELECT l.subject_id FROM jsonb_array_elements(calls) AS c JOIN ledger AS l ON l.id = (c->>'id')::uuid
  )
  ORDER BY subject_id FOR UPDATE;
  WITH over AS (
    UPDATE ledger AS l
    SET state = 'verified', outcome = '{"code": "verified", "facts": {"as": "member"}}', settled_at = now(), in_flight = NULL, setbacks = 0
    FROM jsonb_array_elements(calls) AS c, desired_state AS d
    WHERE l.id = (c->>'id')::uuid AND l.state = 'sending' AND l.attempts = 1
      AND d.subject_kind = 'member' AND d.subject_id = l.subject_id AND d.last_seq = l.seq
      AND (d.accepted IS NULL OR d.accepted_seq < l.seq)
    RETURNING l.id
  )
  SELECT array_agg(id) INTO ended FROM over;
  IF ended IS NULL THEN
    RETURN;
  END IF;
  INSERT INTO ledger_call (ledger_id, n, step, started_at, ms, outcome, code, seen)
  SELECT c.id, (SELECT coalesce(max(k.n), 0) + 1 FROM ledger_call AS k WHERE k.ledger_id = c.id), c.step,
    to_timestamp(c."startedAt" / 1000.0), c.ms, c.outcome, c.code, true
  FROM jsonb_to_recordset(calls) AS c (id uuid, step text, "startedAt" float8, ms int, outcome text, code int)
  WHERE c.id = ANY (ended);
  UPDATE desired_state AS d SET desired = l.desired, version = d.version + 1, updated_at = now()
  FROM ledger AS l
  WHERE l.id = ANY (ended) AND d.subject_kind = 'member' AND d.subject_id = l.subject_id;
  INSERT INTO audit (
    id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id, ledger_id
  )
  SELECT uuidv7(), told_kind, told_id, told_name, 'action.settled', 'user', l.user_id, '{"state": "sending"}',
    jsonb_build_object('state', 'verified', 'action', l.action, 'outcome', 'verified', 'as', 'member'), l.id, l.id
  FROM ledger AS l WHERE l.id = ANY (ended);
  UPDATE redemption AS r SET state = 'joined', settled_at = now() WHERE r.ledger_id = ANY (ended);
  PERFORM FROM invite WHERE id IN (SELECT invite_id FROM redemption WHERE ledger_id = ANY (ended))
  ORDER BY id FOR NO KEY UPDATE;
  UPDATE invite SET last_used_at = now()
  WHERE id IN (SELECT invite_id FROM redemption WHERE ledger_id = ANY (ended));
  PERFORM steward_enqueue('groups.refresh', json_build_object('groupId', g), 'group:' || g)
  FROM (SELECT DISTINCT group_id AS g FROM ledger WHERE id = ANY (ended) ORDER BY 1) AS groups;
  RETURN QUERY SELECT unnest(ended);
END $$;

-- Hands rows over to the worker: people who were not seen in their groups, and what takes more than `invite_settle` does.
-- It reads OpenIM back, and sends again once the call can no longer land late. `calls` as above, with seen, and at: from
-- when on (ms) the call could still land; null where it cannot.
CREATE FUNCTION invite_hand_over(calls jsonb) RETURNS void LANGUAGE sql AS $$
  WITH call AS (
    SELECT * FROM jsonb_to_recordset(calls) AS c (
      id uuid, step text, "startedAt" float8, ms int, outcome text, code int, seen boolean, at float8
    )
  ), handed AS (
    UPDATE ledger AS l
    SET state = 'unknown', next_at = now(), setbacks = CASE WHEN call.seen THEN 0 ELSE 1 END,
        outcome = jsonb_build_object('code', CASE WHEN call.seen THEN 'reading_back' ELSE 'not_seen' END, 'facts', '{}'::jsonb),
        in_flight = CASE WHEN call.at IS NOT NULL
                    THEN jsonb_build_object('step', call.step, 'at', call.at, 'told', true) END
    FROM call WHERE l.id = call.id AND l.state = 'sending' AND l.attempts = 1
    RETURNING l.id
  )
  INSERT INTO ledger_call (ledger_id, n, step, started_at, ms, outcome, code, seen)
  SELECT call.id, 1, call.step, to_timestamp(call."startedAt" / 1000.0), call.ms, call.outcome, call.code, call.seen
  FROM call JOIN handed ON handed.id = call.id
$$;
