-- Pages of the queue that are filtered or hold closed work; keyset order within each.
CREATE INDEX case_open_by_reason ON "case" (reason, opened_at, id) WHERE state = 'open';
CREATE INDEX case_open_by_reason_severity ON "case" (reason, severity, id) WHERE state = 'open';
CREATE INDEX case_open_by_kind ON "case" (subject_kind, opened_at, id) WHERE state = 'open';
CREATE INDEX case_closed_by_reason ON "case" (reason, closed_at, id) WHERE state = 'closed';
CREATE INDEX case_closed_by_reports ON "case" (reports_count, id) WHERE state = 'closed';
CREATE INDEX case_closed_by_severity ON "case" (severity, id) WHERE state = 'closed';
-- "Under review": groups that open cases are about.
CREATE INDEX case_open_by_group ON "case" (group_id) WHERE state = 'open' AND group_id IS NOT NULL;

-- Search of group names. Trigrams need three characters, and a Chinese word often has two: one- and two-character
-- pieces find short queries through an index too.
CREATE FUNCTION name_pieces(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT piece), '{}')
  FROM generate_series(1, char_length(lower(name))) AS at,
       LATERAL (VALUES (substr(lower(name), at, 1)), (substr(lower(name), at, 2))) AS pieces (piece)
$$;
CREATE INDEX group_index_name_pieces ON group_index USING gin (name_pieces(name));

-- What a worker that was killed left undone is looked for every minute.
CREATE INDEX evidence_wanted ON evidence (case_id) WHERE state = 'wanted';
CREATE INDEX report_pending ON report (case_id) WHERE comparison = 'pending';
