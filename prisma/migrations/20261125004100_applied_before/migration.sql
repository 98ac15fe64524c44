-- Who used a link up by applying, and waits for the answer, is told that, not that they came by it before.
CREATE FUNCTION invite_used_before(of_invite uuid, who text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE r.state WHEN 'applied' THEN 'already_applied' ELSE 'once_used' END FROM redemption AS r
  WHERE r.invite_id = of_invite AND r.user_id = who AND r.counted AND r.once_per_person LIMIT 1
$$;

-- The rest of it stays as it is (20261125001000_redeem_by_index).
DO $$
DECLARE
  known text := pg_get_functiondef('invite_reserve(jsonb, float8, timestamptz)'::regprocedure);
  changed text := replace(known, $a$THEN 'once_used'$a$, $b$THEN invite_used_before(i.id, a."userId")$b$);
BEGIN
  IF changed = known THEN
    RAISE EXCEPTION 'invite_reserve does not tell of links that were used once';
  END IF;
  EXECUTE changed;
END $$;
