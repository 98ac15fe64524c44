-- A list is searched in each of its orders: by names, sizes and dates. Every index in such an order has the beginning of the
-- names too, so that going through it for a word looks at the rows of those alone that may hold it. Ids are compared as
-- bytes, whatever the locale of the database: places of stretches (below) are.
DROP INDEX group_index_by_members, group_index_by_created, group_index_by_name, group_index_owner_id_idx,
  group_facet_by_members, group_facet_by_created, group_facet_by_name;
CREATE INDEX group_index_by_members ON group_index (member_count, group_id COLLATE "C", created_at) INCLUDE (sort_name);
CREATE INDEX group_index_by_created ON group_index (created_at, group_id COLLATE "C", member_count) INCLUDE (sort_name);
CREATE INDEX group_index_by_name ON group_index (sort_name, group_id COLLATE "C", member_count, created_at);
CREATE INDEX group_facet_by_members ON group_facet
  (facet, member_count, group_id COLLATE "C", created_at, status, standing, reported, ownerless, category)
  INCLUDE (sort_name);
CREATE INDEX group_facet_by_created ON group_facet
  (facet, created_at, group_id COLLATE "C", member_count, status, standing, reported, ownerless, category)
  INCLUDE (sort_name);
CREATE INDEX group_facet_by_name ON group_facet
  (facet, sort_name, group_id COLLATE "C", member_count, created_at, status, standing, reported, ownerless, category);
-- Dismissed groups have no members: in the order of sizes they stand together, all that were ever dismissed.
CREATE INDEX group_index_normal_by_members ON group_index (member_count, group_id COLLATE "C", created_at)
  INCLUDE (sort_name) WHERE status = 'normal' AND gone_at IS NULL;
-- Some accounts own very many groups: in whatever order, those of a page are told from the index alone.
CREATE INDEX group_index_by_owner ON group_index (owner_id, member_count, group_id) INCLUDE (created_at, sort_name);
-- Words in one name of some hundreds are told from those in none.
ALTER TABLE group_index ALTER COLUMN folded SET STATISTICS 1500;

-- Stretches of the other orders. A place is text that sorts as the order does; for names it is the name.
CREATE TYPE "StretchKind" AS ENUM ('group', 'person', 'group_by_members', 'group_by_created');
CREATE FUNCTION members_place(member_count integer, group_id text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lpad((member_count::bigint + 2147483648)::text, 10, '0') || group_id;
CREATE FUNCTION created_place(created_at timestamptz, group_id text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lpad((extract(epoch FROM created_at) * 1000 + 1000000000000000)::bigint::text, 16, '0') || group_id;

DROP FUNCTION stretches_holding("SweepKind", text, text[], text[]);
ALTER TABLE name_stretch ALTER COLUMN kind TYPE "StretchKind" USING kind::text::"StretchKind";
ALTER TABLE name_arrival ALTER COLUMN kind TYPE "StretchKind" USING kind::text::"StretchKind";
ALTER TABLE name_arrival RENAME COLUMN sort_name TO place;
-- The worker looks through all names once more: a stretch also tells its order among its pieces (below).
TRUNCATE name_stretch;

CREATE OR REPLACE FUNCTION note_new_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'person' THEN
    INSERT INTO name_arrival (kind, place, folded) SELECT 'person', sort_name, folded FROM arrived;
  ELSE
    INSERT INTO name_arrival (kind, place, folded)
    SELECT came.kind, came.place, folded
    FROM arrived, LATERAL (VALUES
      ('group'::"StretchKind", sort_name),
      ('group_by_members', members_place(member_count, group_id)),
      ('group_by_created', created_place(created_at, group_id))
    ) AS came (kind, place);
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION note_changed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_ARGV[0] = 'person' THEN
    INSERT INTO name_arrival (kind, place, folded) VALUES ('person', NEW.sort_name, NEW.folded);
    RETURN NULL;
  END IF;
  IF OLD.folded IS DISTINCT FROM NEW.folded THEN
    INSERT INTO name_arrival (kind, place, folded) VALUES ('group', NEW.sort_name, NEW.folded);
  END IF;
  IF (OLD.folded, OLD.member_count) IS DISTINCT FROM (NEW.folded, NEW.member_count) THEN
    INSERT INTO name_arrival (kind, place, folded)
    VALUES ('group_by_members', members_place(NEW.member_count, NEW.group_id), NEW.folded);
  END IF;
  IF (OLD.folded, OLD.created_at) IS DISTINCT FROM (NEW.folded, NEW.created_at) THEN
    INSERT INTO name_arrival (kind, place, folded)
    VALUES ('group_by_created', created_place(NEW.created_at, NEW.group_id), NEW.folded);
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER group_index_changed_name ON group_index;
CREATE TRIGGER group_index_changed_name AFTER UPDATE ON group_index FOR EACH ROW
  WHEN ((OLD.folded, OLD.member_count, OLD.created_at) IS DISTINCT FROM (NEW.folded, NEW.member_count, NEW.created_at))
  EXECUTE FUNCTION note_changed_name('group');

-- The longest pieces that a name must have to hold `word`: of four characters, or two, or one (names are cut in all three).
CREATE FUNCTION stretch_pieces(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
  SELECT array_agg(DISTINCT substr(word, at, size))
  FROM (SELECT CASE WHEN char_length(word) >= 4 THEN 4 ELSE least(char_length(word), 2) END AS size) AS longest,
    generate_series(1, char_length(word) - size + 1) AS at
);
-- The stretches that may hold `q` or one of the places `also`; one row of NULLs where too little is known to say. The
-- table is small and its arrays are large: PostgreSQL counts the rows, and would read them all. So nothing but the index of
-- pieces can answer: an order is one of its pieces too, longer than any other.
CREATE FUNCTION stretches_holding(of_kind "StretchKind", q text, also text[])
RETURNS TABLE (low text, high text) LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off AS $$
DECLARE
  wanted text[] := stretch_pieces(fold_name(q)) || of_kind::text;
  pattern text := name_pattern(q);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM name_stretch AS s WHERE s.kind = of_kind)
    OR EXISTS (SELECT 1 FROM name_stretch AS s WHERE s.kind = of_kind AND s.pieces IS NULL)
    OR (SELECT count(*) FROM (SELECT 1 FROM name_arrival AS a WHERE a.kind = of_kind LIMIT 5000) AS waiting) = 5000
  THEN
    RETURN QUERY SELECT NULL::text, NULL::text;
    RETURN;
  END IF;
  RETURN QUERY
  SELECT s.low, s.high FROM name_stretch AS s WHERE s.pieces @> wanted
  UNION
  SELECT s.low, s.high
  FROM (
    SELECT a.place FROM name_arrival AS a WHERE a.kind = of_kind AND a.folded LIKE pattern
    UNION SELECT unnest(also)
  ) AS came CROSS JOIN LATERAL (
    SELECT s.low, s.high FROM name_stretch AS s WHERE s.kind = of_kind AND s.low <= came.place ORDER BY s.low DESC LIMIT 1
  ) AS s;
END $$;
