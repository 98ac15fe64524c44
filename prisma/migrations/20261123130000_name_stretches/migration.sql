-- Names in their order, cut into stretches of about a thousand, each with the pieces that occur in its names: a list in
-- the order of names passes by the stretches that cannot hold a word. The worker writes them; a stretch may tell of
-- pieces that are gone, never lack one that is there, but for names that came since (name_arrival).
CREATE TABLE name_stretch (
  kind "SweepKind" NOT NULL,
  -- From `low` to before `high`, of the column sort_name.
  low text COLLATE "C" NOT NULL,
  high text COLLATE "C" NOT NULL,
  -- NULL where nobody looked yet.
  pieces text[] COLLATE "C",
  CONSTRAINT name_stretch_pkey PRIMARY KEY (kind, low),
  CONSTRAINT name_stretch_forward CHECK (low < high)
) WITH (autovacuum_vacuum_scale_factor = 0.05);
-- A list of what waits to be put into the index would be read by every search.
CREATE INDEX name_stretch_pieces ON name_stretch USING gin (pieces) WITH (fastupdate = off);
CREATE INDEX name_stretch_unread ON name_stretch (kind, low) WHERE pieces IS NULL;

CREATE TABLE name_arrival (
  id bigint GENERATED ALWAYS AS IDENTITY,
  kind "SweepKind" NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  folded text COLLATE "C" NOT NULL,
  CONSTRAINT name_arrival_pkey PRIMARY KEY (id)
);
CREATE INDEX name_arrival_by_name ON name_arrival (kind, sort_name);
GRANT SELECT, INSERT, UPDATE, DELETE ON name_stretch, name_arrival TO steward_app;

-- Nothing but new rows: whoever writes names waits for nobody.
CREATE FUNCTION note_new_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO name_arrival (kind, sort_name, folded) SELECT TG_ARGV[0]::"SweepKind", sort_name, folded FROM arrived;
  RETURN NULL;
END $$;
CREATE FUNCTION note_changed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO name_arrival (kind, sort_name, folded) VALUES (TG_ARGV[0]::"SweepKind", NEW.sort_name, NEW.folded);
  RETURN NULL;
END $$;
CREATE TRIGGER group_index_new_names AFTER INSERT ON group_index REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_names('group');
CREATE TRIGGER group_index_changed_name AFTER UPDATE ON group_index FOR EACH ROW
  WHEN (OLD.folded IS DISTINCT FROM NEW.folded) EXECUTE FUNCTION note_changed_name('group');
CREATE TRIGGER person_index_new_names AFTER INSERT ON person_index REFERENCING NEW TABLE AS arrived
  FOR EACH STATEMENT EXECUTE FUNCTION note_new_names('person');
CREATE TRIGGER person_index_changed_name AFTER UPDATE ON person_index FOR EACH ROW
  WHEN (OLD.folded IS DISTINCT FROM NEW.folded) EXECUTE FUNCTION note_changed_name('person');

-- The stretches that may hold `q` or one of the names `also`; one row of NULLs where too little is known to say.
-- The table is small and its arrays are large: PostgreSQL counts the rows, and would read them all.
CREATE FUNCTION stretches_holding(of_kind "SweepKind", q text, wanted text[], also text[])
RETURNS TABLE (low text, high text) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM name_stretch AS s WHERE s.kind = of_kind)
    OR (SELECT count(*) FROM (SELECT 1 FROM name_arrival AS a WHERE a.kind = of_kind LIMIT 5000) AS waiting) = 5000
  THEN
    RETURN QUERY SELECT NULL::text, NULL::text;
    RETURN;
  END IF;
  RETURN QUERY
  WITH told AS (
    SELECT s.low FROM name_stretch AS s WHERE s.kind = of_kind AND s.pieces @> wanted
    UNION
    SELECT s.low FROM name_stretch AS s WHERE s.kind = of_kind AND s.pieces IS NULL
    UNION
    SELECT (SELECT max(s.low) FROM name_stretch AS s WHERE s.kind = of_kind AND s.low <= came.sort_name)
    FROM (
      SELECT a.sort_name FROM name_arrival AS a WHERE a.kind = of_kind AND a.folded LIKE name_pattern(q)
      UNION SELECT unnest(also)
    ) AS came
  )
  SELECT s.low, s.high FROM told JOIN name_stretch AS s ON s.kind = of_kind AND s.low = told.low ORDER BY s.low;
END $$;
