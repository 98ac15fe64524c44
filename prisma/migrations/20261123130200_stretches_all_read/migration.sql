-- Until the worker has looked through all names, the stretch that is left may be most of the list: too little is known
-- to say then.
CREATE OR REPLACE FUNCTION stretches_holding(of_kind "SweepKind", q text, wanted text[], also text[])
RETURNS TABLE (low text, high text) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM name_stretch AS s WHERE s.kind = of_kind)
    OR EXISTS (SELECT 1 FROM name_stretch AS s WHERE s.kind = of_kind AND s.pieces IS NULL)
    OR (SELECT count(*) FROM (SELECT 1 FROM name_arrival AS a WHERE a.kind = of_kind LIMIT 5000) AS waiting) = 5000
  THEN
    RETURN QUERY SELECT NULL::text, NULL::text;
    RETURN;
  END IF;
  RETURN QUERY
  WITH told AS (
    SELECT s.low FROM name_stretch AS s WHERE s.kind = of_kind AND s.pieces @> wanted
    UNION
    SELECT (SELECT max(s.low) FROM name_stretch AS s WHERE s.kind = of_kind AND s.low <= came.sort_name)
    FROM (
      SELECT a.sort_name FROM name_arrival AS a WHERE a.kind = of_kind AND a.folded LIKE name_pattern(q)
      UNION SELECT unnest(also)
    ) AS came
  )
  SELECT s.low, s.high FROM told JOIN name_stretch AS s ON s.kind = of_kind AND s.low = told.low ORDER BY s.low;
END $$;
