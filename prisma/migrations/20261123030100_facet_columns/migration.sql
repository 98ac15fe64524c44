-- A facet's rows also say what else there is of the group, so that a second filter is checked without a look at other rows.
ALTER TABLE group_facet
  ADD COLUMN status text COLLATE "C" NOT NULL DEFAULT 'normal',
  ADD COLUMN standing "Standing" NOT NULL DEFAULT 'good',
  ADD COLUMN reported boolean NOT NULL DEFAULT false,
  ADD COLUMN ownerless boolean NOT NULL DEFAULT false,
  ADD COLUMN category text COLLATE "C",
  -- A page is a few rows: the start of a parallel worker takes longer.
  SET (parallel_workers = 0);
ALTER TABLE group_index SET (parallel_workers = 0);
ALTER TABLE person_index SET (parallel_workers = 0);
DROP INDEX group_facet_by_members, group_facet_by_created, group_facet_by_name;
CREATE INDEX group_facet_by_members ON group_facet
  (facet, member_count, group_id, created_at, status, standing, reported, ownerless, category);
CREATE INDEX group_facet_by_created ON group_facet
  (facet, created_at, group_id, member_count, status, standing, reported, ownerless, category);
CREATE INDEX group_facet_by_name ON group_facet
  (facet, sort_name, group_id, member_count, created_at, status, standing, reported, ownerless, category);

CREATE FUNCTION is_ownerless(g group_index) RETURNS boolean LANGUAGE sql STABLE
RETURN g.owner_id = '' AND g.status <> 'dismissed' AND g.gone_at IS NULL;
CREATE FUNCTION status_of(g group_index) RETURNS text LANGUAGE sql STABLE
RETURN CASE WHEN g.gone_at IS NULL THEN g.status::text ELSE 'gone' END;

CREATE OR REPLACE FUNCTION facets_of(g group_index) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN status_of(g) <> 'normal' THEN 'status:' || status_of(g) END,
    CASE WHEN g.standing <> 'good' THEN 'standing:' || g.standing END,
    CASE WHEN g.open_cases > 0 THEN 'open_case' END,
    CASE WHEN is_ownerless(g) THEN 'ownerless' END,
    'category:' || g.category
  ], NULL) || ARRAY(SELECT DISTINCT 'tag:' || tag FROM unnest(g.tags) AS tag)
$$;

CREATE OR REPLACE FUNCTION keep_group_facets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  facets text[] := facets_of(NEW);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM group_facet WHERE group_id = NEW.group_id AND facet <> ALL (facets);
  END IF;
  INSERT INTO group_facet (group_id, facet, sort_name, member_count, created_at, status, standing, reported, ownerless,
                           category)
  SELECT NEW.group_id, facet, NEW.sort_name, NEW.member_count, NEW.created_at, status_of(NEW), NEW.standing,
         NEW.open_cases > 0, is_ownerless(NEW), NEW.category
  FROM unnest(facets) AS facet
  ON CONFLICT (group_id, facet) DO UPDATE
  SET sort_name = excluded.sort_name, member_count = excluded.member_count, created_at = excluded.created_at,
      status = excluded.status, standing = excluded.standing, reported = excluded.reported,
      ownerless = excluded.ownerless, category = excluded.category;
  RETURN NULL;
END $$;

UPDATE group_facet AS k
SET status = status_of(g), standing = g.standing, reported = g.open_cases > 0, ownerless = is_ownerless(g),
    category = g.category
FROM group_index AS g WHERE g.group_id = k.group_id;

-- The pieces that a name must have to hold `q`: those of one character say nothing beside those of two.
CREATE FUNCTION pieces_of_query(q text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE
  WHEN char_length(q) < 2 THEN ARRAY[q]
  ELSE ARRAY(SELECT DISTINCT substr(q, at, 2) FROM generate_series(1, char_length(q) - 1) AS at)
END;
