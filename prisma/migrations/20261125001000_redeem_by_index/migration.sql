-- People coming in by links cost the same however many came before, also while PostgreSQL does not know yet how the tables grew:
-- a connection keeps the plans that it made, and those made for tables that were empty went through all of them later. So
-- nothing here is left to a guess. Rows are looked up one by one or by arrays of their keys, and sequential scans are off.
-- A state that is compared as text keeps the index of unfinished rows out, which looks small and is full of rows that ended; a
-- column with '' put to it keeps the other indexes out. `OFFSET 0` keeps a lookup for each row what it is.

-- The same answers as before.
CREATE OR REPLACE FUNCTION invite_reserve(asked jsonb, starts float8, taken_over timestamptz)
RETURNS TABLE (n int, outcome text, redemption_id uuid, ledger_id uuid) LANGUAGE plpgsql SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  ns int[];
  whys text[];
  keys text[];
  codes text[];
  links int;
BEGIN
  -- Its audit is told of with the end (`announce_audit`: 20261125001200).
  PERFORM set_config('steward.tell_later', 'with the end', true);
  PERFORM pg_advisory_xact_lock(hashtextextended('invites of ' || g, 0))
  FROM (SELECT DISTINCT a->>'groupId' AS g FROM jsonb_array_elements(asked) AS a ORDER BY 1) AS groups;

  WITH item AS (
    SELECT a.*, i.id AS invite_id, i.max_uses - i.used AS left_over,
      CASE
        WHEN i.id IS NULL THEN 'unknown'
        WHEN i.state = 'revoked' THEN 'revoked'
        WHEN i.group_hold = 'dismissed' THEN 'group_dismissed'
        WHEN i.state = 'paused' THEN 'paused'
        WHEN i.group_hold = 'suspended' THEN 'group_suspended'
        WHEN i.expires_at <= now() THEN 'expired'
        WHEN i.mode = 'info' THEN 'information_only'
        WHEN a.why IS NOT NULL THEN a.why
        WHEN (
          SELECT true FROM ledger AS l
          WHERE l.subject_kind = 'member' AND l.subject_id = a.key AND l.settled_at >= to_timestamp(a."readAt" / 1000)
          LIMIT 1
        ) THEN 'read_again'
        WHEN (
          SELECT p.standing IN ('suspended', 'dismissed') FROM person_extension AS p WHERE p.user_id = a."userId"
        ) THEN 'sanctioned'
        WHEN (
          SELECT true FROM redemption AS r
          WHERE r.user_id = a."userId" AND r.group_id = a."groupId" AND r.state::text = 'reserved' LIMIT 1
        ) THEN 'being_used'
        WHEN i.once_per_person AND (
          SELECT true FROM redemption AS r
          WHERE r.invite_id = i.id AND r.user_id = a."userId" AND r.counted AND r.once_per_person LIMIT 1
        ) THEN 'once_used'
        WHEN (
          SELECT true FROM ledger AS l
          WHERE l.subject_kind = 'group' AND l.subject_id = a."groupId"
            AND l.action IN ('group.dismiss', 'group.restore') AND l.state::text IN ('planned', 'sending', 'unknown')
          LIMIT 1
        ) THEN 'group_suspended'
      END AS reason
    FROM jsonb_to_recordset(asked) AS a (
      n int, code text, "groupId" text, "userId" text, key text, why text, members int, "readAt" float8
    )
    LEFT JOIN LATERAL (
      SELECT * FROM invite WHERE invite.code = a.code AND invite.group_id || '' = a."groupId" OFFSET 0
    ) AS i ON true
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
        WHERE l.settled_at >= to_timestamp(g.read_at / 1000) AND l.group_id || '' = g."groupId"
          AND l.action || '' = 'member.join' AND l.state = 'verified'
      ) AS coming
    FROM (SELECT "groupId", min("readAt") AS read_at FROM item GROUP BY 1) AS g
    JOIN LATERAL (
      SELECT member_limit FROM group_invite_rule AS r
      WHERE r.group_id = g."groupId" AND r.member_limit IS NOT NULL OFFSET 0
    ) AS rule ON true
  )
  SELECT array_agg(n ORDER BY n), array_agg(coalesce(no_use, CASE
    WHEN member_limit IS NULL THEN 'going'
    WHEN members + nth <= member_limit - coming THEN 'going'
    WHEN members + nth <= member_limit AND coming > 0 THEN 'full_for_now'
    ELSE 'group_full'
  END) ORDER BY n)
  INTO ns, whys FROM place LEFT JOIN room USING ("groupId");

  IF EXISTS (SELECT FROM unnest(whys) AS why WHERE why <> 'going') THEN
    INSERT INTO invite_refusal (reference, code, invite_id, user_id, why)
    SELECT a.reference, left(a.code, 64), (SELECT i.id FROM invite AS i WHERE i.code = a.code), a."userId", v.why
    FROM unnest(ns, whys) AS v (n, why)
    JOIN jsonb_to_recordset(asked) AS a (n int, code text, "userId" text, reference text) ON a.n = v.n
    WHERE v.why NOT IN ('going', 'full_for_now', 'read_again');
    RETURN QUERY SELECT v.n, v.why, NULL::uuid, NULL::uuid FROM unnest(ns, whys) AS v (n, why) WHERE v.why <> 'going';
    SELECT jsonb_agg(a) INTO asked
    FROM unnest(ns, whys) AS v (n, why) JOIN jsonb_array_elements(asked) AS a ON (a->>'n')::int = v.n
    WHERE v.why = 'going';
    IF asked IS NULL THEN
      RETURN;
    END IF;
  END IF;

  SELECT array_agg(a->>'key' ORDER BY a->>'key'), array_agg(DISTINCT a->>'code') INTO keys, codes
  FROM jsonb_array_elements(asked) AS a;
  INSERT INTO desired_state (subject_kind, subject_id, desired)
  SELECT 'member', key, '{}' FROM unnest(keys) AS key
  ON CONFLICT DO NOTHING;
  PERFORM FROM desired_state WHERE subject_kind = 'member' AND subject_id = ANY (keys) ORDER BY subject_id FOR UPDATE;

  -- Looked at again with the links locked: staff and their groups change them as well.
  PERFORM FROM invite WHERE code = ANY (codes) ORDER BY id FOR NO KEY UPDATE;
  UPDATE invite AS i SET used = used + taken.uses
  FROM (SELECT a->>'code' AS code, count(*) AS uses FROM jsonb_array_elements(asked) AS a GROUP BY 1) AS taken
  WHERE i.code = ANY (codes) AND i.code = taken.code AND i.state = 'active' AND i.group_hold IS NULL AND i.mode <> 'info'
    AND (i.expires_at IS NULL OR i.expires_at > now()) AND (i.max_uses IS NULL OR i.used + taken.uses <= i.max_uses);
  GET DIAGNOSTICS links = ROW_COUNT;
  IF links < cardinality(codes) THEN
    RAISE EXCEPTION 'a link changed while it was looked at' USING ERRCODE = 'serialization_failure';
  END IF;

  RETURN QUERY
  WITH next AS MATERIALIZED (
    SELECT a.*, uuidv7() AS row_id, i.id AS link_id, i.mode::text AS mode, i.once_per_person AS once,
      d.desired AS before, d.version, d.last_seq + 1 AS seq,
      i.mode = 'join' AND (
        SELECT true FROM ledger AS l
        WHERE l.subject_kind = 'member' AND l.subject_id = a.key AND l.state::text IN ('planned', 'sending', 'unknown')
        LIMIT 1
      ) IS NULL AS at_once,
      CASE i.mode
        WHEN 'join' THEN '{"inGroup": true, "role": null, "mutedUntil": null}'
        ELSE '{"inGroup": null, "role": null, "mutedUntil": null}' || d.desired
      END AS desired
    FROM jsonb_to_recordset(asked) AS a (
      n int, code text, "groupId" text, "userId" text, key text, name text, "readAt" float8, "actorKind" "ActorKind",
      "actorId" text, "actorName" text, "clientId" uuid, "requestId" text
    )
    CROSS JOIN LATERAL (SELECT id, mode, once_per_person FROM invite WHERE invite.code = a.code OFFSET 0) AS i
    CROSS JOIN LATERAL (
      SELECT * FROM desired_state AS s WHERE s.subject_kind = 'member' AND s.subject_id = a.key OFFSET 0
    ) AS d
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
    FROM next WHERE d.subject_kind = 'member' AND d.subject_id = ANY (keys) AND d.subject_id = next.key
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

-- The same ends as before; but a group is read into the index a second later (`steward_enqueue_by`: 20261125001100).
CREATE OR REPLACE FUNCTION invite_settle(calls jsonb, told_kind "ActorKind", told_id text, told_name text)
RETURNS SETOF uuid LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  rows uuid[];
  keys text[];
  ended uuid[];
  links uuid[];
  groups text[];
BEGIN
  SELECT array_agg((c->>'id')::uuid) INTO rows FROM jsonb_array_elements(calls) AS c;
  SELECT array_agg(DISTINCT subject_id) INTO keys FROM ledger WHERE id = ANY (rows);
  PERFORM FROM desired_state WHERE subject_kind = 'member' AND subject_id = ANY (keys) ORDER BY subject_id FOR UPDATE;
  WITH over AS (
    UPDATE ledger AS l
    SET state = 'verified', outcome = '{"code": "verified", "facts": {"as": "member"}}', settled_at = now(), in_flight = NULL, setbacks = 0
    WHERE l.id = ANY (rows) AND l.state::text = 'sending' AND l.attempts = 1 AND (
      SELECT d.last_seq = l.seq AND (d.accepted IS NULL OR d.accepted_seq < l.seq)
      FROM desired_state AS d WHERE d.subject_kind = 'member' AND d.subject_id = l.subject_id
    )
    RETURNING l.id, l.group_id
  )
  SELECT array_agg(id), array_agg(DISTINCT group_id) INTO ended, groups FROM over;
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
  WHERE l.id = ANY (ended) AND d.subject_kind = 'member' AND d.subject_id = ANY (keys) AND d.subject_id = l.subject_id;
  INSERT INTO audit (
    id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id, ledger_id
  )
  SELECT uuidv7(), told_kind, told_id, told_name, 'action.settled', 'user', l.user_id, '{"state": "sending"}',
    jsonb_build_object('state', 'verified', 'action', l.action, 'outcome', 'verified', 'as', 'member'), l.id, l.id
  FROM ledger AS l WHERE l.id = ANY (ended);
  WITH came AS (
    UPDATE redemption AS r SET state = 'joined', settled_at = now() WHERE r.ledger_id = ANY (ended) RETURNING r.invite_id
  )
  SELECT array_agg(DISTINCT invite_id) INTO links FROM came;
  PERFORM FROM invite WHERE id = ANY (links) ORDER BY id FOR NO KEY UPDATE;
  UPDATE invite SET last_used_at = now() WHERE id = ANY (links);
  -- Where people keep coming, once for all who came in a second.
  PERFORM steward_enqueue_by('groups.refresh', json_build_object('groupId', g), 'group:' || g, now() + interval '1 second')
  FROM (SELECT g FROM unnest(groups) AS g ORDER BY 1) AS sorted;
  RETURN QUERY SELECT unnest(ended);
END $$;
