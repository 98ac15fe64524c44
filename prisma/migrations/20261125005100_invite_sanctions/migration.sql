-- What was done to people after they came by a link, and still stands: suspended, removed from the group, or muted there. Kept
-- beside the redemption, so that neither a page nor a sanction has to go through all who ever came by a link. Sequential scans
-- are off: a connection keeps plans that it made while the tables were small.
CREATE TABLE invite_sanction (
  redemption_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('suspended', 'kicked', 'muted')),
  invite_id uuid NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT invite_sanction_pkey PRIMARY KEY (redemption_id, kind)
);
CREATE INDEX invite_sanction_of_invite ON invite_sanction (invite_id, redemption_id DESC);
GRANT SELECT, INSERT, DELETE ON invite_sanction TO steward_app;

-- A link pauses once too many who came by it lately are sanctioned, and stays so until staff let it work again. Whoever had
-- paused it for something else is told this reason as well: it outweighs theirs. How many and how lately is the setting
-- `invite_abuse`; the initial value stands in server/features/invites/redemption/abuse.ts as well, and a test holds the
-- two together. `arrivals` null: never.
CREATE FUNCTION sanctions_pause_invites(links uuid[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  rule jsonb := coalesce((SELECT value FROM setting WHERE key = 'invite_abuse'), '{"arrivals": 3, "days": 7}');
  -- Ids of redemptions begin with their time.
  earliest uuid;
  came record;
BEGIN
  IF rule->>'arrivals' IS NULL OR links IS NULL THEN
    RETURN;
  END IF;
  earliest := uuidv7(-make_interval(days => (rule->>'days')::int));
  FOR came IN
    SELECT i.id, i.state, i.pause_reason, (
        SELECT count(DISTINCT r.user_id) FROM invite_sanction AS s JOIN redemption AS r ON r.id = s.redemption_id
        WHERE s.invite_id = i.id AND s.redemption_id >= earliest AND r.state IN ('joined', 'applied')
      ) AS sanctioned
    FROM invite AS i
    WHERE i.id = ANY (links) AND i.state <> 'revoked' AND i.pause_reason IS DISTINCT FROM 'abuse'
    ORDER BY i.id FOR NO KEY UPDATE OF i
  LOOP
    CONTINUE WHEN came.sanctioned < (rule->>'arrivals')::int;
    UPDATE invite SET state = 'paused', pause_reason = 'abuse', version = version + 1, updated_at = now() WHERE id = came.id;
    INSERT INTO audit (
      id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id
    ) VALUES (
      uuidv7(), 'system', 'invites', 'Steward', 'invite.paused', 'invite', came.id,
      jsonb_strip_nulls(jsonb_build_object('state', came.state, 'pauseReason', came.pause_reason)),
      jsonb_build_object('state', 'paused', 'pauseReason', 'abuse', 'sanctioned', came.sanctioned, 'days', rule->'days'), came.id
    );
  END LOOP;
END $$;

-- Somebody's own standing changed.
CREATE OR REPLACE FUNCTION sanctioned_pauses_invites() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  links uuid[];
BEGIN
  WITH noted AS (
    INSERT INTO invite_sanction (redemption_id, kind, invite_id)
    SELECT r.id, 'suspended', r.invite_id FROM redemption AS r WHERE r.user_id = NEW.user_id AND r.state <> 'refused'
    ON CONFLICT DO NOTHING RETURNING invite_id
  )
  SELECT array_agg(DISTINCT invite_id) INTO links FROM noted;
  PERFORM sanctions_pause_invites(links);
  RETURN NULL;
END $$;
-- Good again: it no longer stands.
CREATE FUNCTION pardoned_after_all() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  DELETE FROM invite_sanction AS s USING redemption AS r
  WHERE r.user_id = NEW.user_id AND s.redemption_id = r.id AND s.kind = 'suspended';
  RETURN NULL;
END $$;
CREATE TRIGGER pardoned_after_all AFTER UPDATE OF standing ON person_extension FOR EACH ROW
  WHEN (OLD.standing IN ('suspended', 'dismissed') AND NEW.standing NOT IN ('suspended', 'dismissed'))
  EXECUTE FUNCTION pardoned_after_all();

-- Somebody was removed or muted in a group that they came into by a link; or that was taken back. Taking back a join is no sanction.
CREATE FUNCTION done_to_arrivals() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  done text := CASE NEW.action WHEN 'member.kick' THEN 'kicked' WHEN 'member.mute' THEN 'muted' END;
  links uuid[];
BEGIN
  IF done IS NULL THEN
    DELETE FROM invite_sanction AS s USING redemption AS r
    WHERE r.user_id = NEW.user_id AND r.group_id = NEW.group_id AND s.redemption_id = r.id
      AND s.kind = CASE NEW.action WHEN 'member.add' THEN 'kicked' ELSE 'muted' END;
    RETURN NULL;
  END IF;
  WITH noted AS (
    INSERT INTO invite_sanction (redemption_id, kind, invite_id)
    SELECT r.id, done, r.invite_id FROM redemption AS r
    WHERE r.user_id = NEW.user_id AND r.group_id = NEW.group_id AND r.state IN ('joined', 'applied')
    ON CONFLICT DO NOTHING RETURNING invite_id
  )
  SELECT array_agg(DISTINCT invite_id) INTO links FROM noted;
  PERFORM sanctions_pause_invites(links);
  RETURN NULL;
END $$;
CREATE TRIGGER done_to_arrivals AFTER UPDATE OF state ON ledger FOR EACH ROW
  WHEN (NEW.state = 'verified' AND OLD.state <> 'verified' AND (
    (NEW.action IN ('member.kick', 'member.mute') AND NEW.inverse_of_id IS NULL)
    OR (NEW.action IN ('member.add', 'member.unmute') AND NEW.inverse_of_id IS NOT NULL)))
  EXECUTE FUNCTION done_to_arrivals();

-- What is known of those who came before.
INSERT INTO invite_sanction (redemption_id, kind, invite_id)
SELECT r.id, 'suspended', r.invite_id
FROM person_extension AS p JOIN redemption AS r ON r.user_id = p.user_id AND r.state <> 'refused'
WHERE p.standing IN ('suspended', 'dismissed')
UNION
SELECT r.id, CASE done.action WHEN 'member.kick' THEN 'kicked' ELSE 'muted' END, r.invite_id
FROM ledger AS done
JOIN redemption AS r ON r.user_id = done.user_id AND r.group_id = done.group_id AND r.state IN ('joined', 'applied')
WHERE done.action IN ('member.kick', 'member.mute') AND done.state = 'verified' AND done.id > r.ledger_id;
