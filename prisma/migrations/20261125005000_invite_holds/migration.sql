-- A group that comes back from a dismissal leaves its links paused, whichever is written first: that OpenIM tells so, or
-- that we say so. A dismissal that was taken back before it was sent, or that failed, leaves them as they were.

-- Brings the hold of a group's links up to date. `was_over`: the dismissal that a hold came of had taken place.
CREATE FUNCTION hold_invites(of_group text, was_over boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  hold text := invite_hold_of(of_group);
BEGIN
  WITH changed AS (
    UPDATE invite SET group_hold = hold,
      state = CASE WHEN was_over AND group_hold = 'dismissed' AND state = 'active' THEN 'paused' ELSE state END,
      pause_reason = CASE WHEN was_over AND group_hold = 'dismissed' AND state = 'active' THEN 'group_restored' ELSE pause_reason END,
      -- Whoever looks at it as it was decides anew.
      version = version + (was_over AND group_hold IS NOT DISTINCT FROM 'dismissed' AND state = 'active')::int
    WHERE group_id = of_group AND group_hold IS DISTINCT FROM hold
    RETURNING new.id, old.state <> new.state AS pauses
  )
  INSERT INTO audit (id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id)
  SELECT uuidv7(), 'system', 'invites', 'Steward', 'invite.paused', 'invite', id, '{"state": "active"}',
    '{"state": "paused", "pauseReason": "group_restored"}', id
  FROM changed WHERE pauses;
END $$;

CREATE OR REPLACE FUNCTION standing_holds_invites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_invites(NEW.group_id, coalesce((
    SELECT l.state IN ('verified', 'already_so') FROM ledger AS l
    WHERE l.subject_kind = 'group' AND l.subject_id = NEW.group_id AND l.action = 'group.dismiss'
    ORDER BY l.seq DESC LIMIT 1
  ), false));
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION index_holds_invites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hold_invites(NEW.group_id, true);
  RETURN NULL;
END $$;
