-- Member lists whose time is over lose their members; what remains says that there was one, how many people and which.
ALTER TABLE member_snapshot
  ADD COLUMN members_deleted_at timestamptz(3),
  -- Hex SHA-256 over the members, one JSON array a line, by user id.
  ADD COLUMN members_sha256 text,
  ADD CONSTRAINT member_snapshot_deleted_has_hash CHECK (
    (members_deleted_at IS NULL) = (members_sha256 IS NULL) AND members_sha256 ~ '^[0-9a-f]{64}$'
  );
CREATE INDEX member_snapshot_to_expire ON member_snapshot (expires_at, id) WHERE members_deleted_at IS NULL;

-- The only way to delete members: of one list, after its time, and not while something under way may need it. Returns
-- what remains of it, or no row where it stays.
CREATE FUNCTION expire_snapshot(snapshot uuid)
RETURNS TABLE (group_id text, people integer, sha256 text, taken_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE
  found_row member_snapshot;
  hash text;
BEGIN
  SELECT * INTO found_row FROM member_snapshot AS s
  WHERE s.id = snapshot AND s.expires_at <= now() AND s.members_deleted_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  IF EXISTS (
    SELECT FROM ledger AS l
    WHERE l.subject_kind = 'group' AND l.subject_id = found_row.group_id
      AND l.action IN ('group.restore', 'group.dismiss') AND l.settled_at IS NULL
  ) THEN RETURN; END IF;
  SELECT encode(sha256(convert_to(coalesce(string_agg(line, E'\n' ORDER BY line COLLATE "C"), ''), 'UTF8')), 'hex')
  INTO hash
  FROM (
    SELECT jsonb_build_array(m.user_id, m.role, m.nickname, m.ex, extract(epoch FROM m.muted_until),
      extract(epoch FROM m.joined_at), m.present_at_end)::text AS line
    FROM snapshot_member AS m WHERE m.snapshot_id = snapshot
  ) AS lines;
  DELETE FROM snapshot_member AS m WHERE m.snapshot_id = snapshot;
  UPDATE member_snapshot AS s SET members_deleted_at = now(), members_sha256 = hash, owner_id = ''
  WHERE s.id = snapshot;
  RETURN QUERY SELECT found_row.group_id, found_row.people, hash, found_row.taken_at;
END $$;
REVOKE ALL ON FUNCTION expire_snapshot(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION expire_snapshot(uuid) TO steward_app;
