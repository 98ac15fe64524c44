-- A link pauses once too many who came by it lately are sanctioned. It stays paused until staff let it work again. How many
-- and how lately is the setting `invite_abuse`; the initial value stands in server/features/invites/redemption/abuse.ts as
-- well, and a test holds the two together. `arrivals` null: never.
CREATE FUNCTION sanctioned_pauses_invites() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rule jsonb := coalesce((SELECT value FROM setting WHERE key = 'invite_abuse'), '{"arrivals": 3, "days": 7}');
  -- Ids of redemptions begin with their time.
  earliest uuid;
  came record;
BEGIN
  IF rule->>'arrivals' IS NULL THEN
    RETURN NULL;
  END IF;
  earliest := uuidv7(-make_interval(days => (rule->>'days')::int));
  FOR came IN
    SELECT i.id, (
        SELECT count(DISTINCT r.user_id) FROM redemption AS r
        JOIN person_extension AS p ON p.user_id = r.user_id AND p.standing IN ('suspended', 'dismissed')
        WHERE r.invite_id = i.id AND r.id >= earliest AND r.state IN ('joined', 'applied')
      ) AS sanctioned
    FROM invite AS i
    WHERE i.state = 'active' AND i.id IN (
      SELECT r.invite_id FROM redemption AS r
      WHERE r.user_id = NEW.user_id AND r.id >= earliest AND r.state IN ('joined', 'applied')
    )
    ORDER BY i.id FOR NO KEY UPDATE OF i
  LOOP
    CONTINUE WHEN came.sanctioned < (rule->>'arrivals')::int;
    UPDATE invite SET state = 'paused', pause_reason = 'abuse', version = version + 1, updated_at = now() WHERE id = came.id;
    INSERT INTO audit (
      id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after, request_id
    ) VALUES (
      uuidv7(), 'system', 'invites', 'Steward', 'invite.paused', 'invite', came.id, '{"state": "active"}',
      jsonb_build_object('state', 'paused', 'pauseReason', 'abuse', 'sanctioned', came.sanctioned, 'days', rule->'days'), came.id
    );
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER sanctioned_arrives AFTER INSERT ON person_extension FOR EACH ROW
  WHEN (NEW.standing IN ('suspended', 'dismissed')) EXECUTE FUNCTION sanctioned_pauses_invites();
CREATE TRIGGER sanctioned_after_all AFTER UPDATE OF standing ON person_extension FOR EACH ROW
  WHEN (NEW.standing IN ('suspended', 'dismissed') AND OLD.standing NOT IN ('suspended', 'dismissed'))
  EXECUTE FUNCTION sanctioned_pauses_invites();
