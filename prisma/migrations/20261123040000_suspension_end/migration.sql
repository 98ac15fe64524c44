-- Suspensions that end by themselves, by when they do.
CREATE INDEX desired_suspension_end ON desired_state (((desired ->> 'until')::float8), subject_id)
  WHERE subject_kind = 'group' AND desired ->> 'standing' = 'suspended' AND desired ->> 'until' IS NOT NULL;

-- How many people a kept member list brings back, so that a list of them needs no count of each.
ALTER TABLE member_snapshot ADD COLUMN people integer NOT NULL DEFAULT 0;
UPDATE member_snapshot AS s SET people = m.n
FROM (SELECT snapshot_id, count(*)::int AS n FROM snapshot_member WHERE present_at_end GROUP BY snapshot_id) AS m
WHERE m.snapshot_id = s.id;
CREATE INDEX member_snapshot_by_time ON member_snapshot (taken_at, id);
-- Whom a restore would bring back, leaders first.
CREATE INDEX snapshot_member_by_role ON snapshot_member (snapshot_id, role, user_id) WHERE present_at_end;
