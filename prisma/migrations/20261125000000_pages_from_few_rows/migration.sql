-- A page of the list reads the groups' own rows and no others: whether a group is protected is copied there too.
ALTER TABLE group_index ADD COLUMN protected boolean NOT NULL DEFAULT false;
UPDATE group_index AS g SET protected = true FROM group_extension AS e WHERE e.group_id = g.group_id AND e.protected;
CREATE OR REPLACE FUNCTION fill_group_facts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known group_extension;
BEGIN
  SELECT * INTO known FROM group_extension WHERE group_id = NEW.group_id;
  IF FOUND THEN
    NEW.standing := known.standing;
    NEW.category := known.category;
    NEW.tags := known.tags;
    NEW.protected := known.protected;
  END IF;
  NEW.open_cases := (SELECT count(*) FROM "case" WHERE group_id = NEW.group_id AND state = 'open' AND NOT restricted);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION copy_group_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE group_index SET standing = NEW.standing, category = NEW.category, tags = NEW.tags, protected = NEW.protected
  WHERE group_id = NEW.group_id
    AND (standing, category, tags, protected) IS DISTINCT FROM (NEW.standing, NEW.category, NEW.tags, NEW.protected);
  RETURN NULL;
END $$;
-- The rows of a page are found by id one after the other: by a hash that takes the same time however many there are.
CREATE INDEX group_index_by_id ON group_index USING hash (group_id);

-- Every facet's row tells the group's tags, so that further tags are checked while going through the first. As numbers,
-- because the keys of an index are short and fifty tags are not: two may have the same, and the group's row decides.
CREATE FUNCTION tag_keys(tags text[]) RETURNS integer[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT array_agg(DISTINCT hashtext(tag)) FROM unnest(tags) AS tag);
ALTER TABLE group_facet ADD COLUMN tag_keys integer[];
DROP INDEX group_facet_by_members, group_facet_by_created, group_facet_by_name;
UPDATE group_facet AS k SET tag_keys = tag_keys(g.tags)
FROM group_index AS g WHERE g.group_id = k.group_id AND g.tags <> '{}';
CREATE INDEX group_facet_by_members ON group_facet
  (facet, member_count, group_id COLLATE "C", created_at, status, standing, reported, ownerless, category)
  INCLUDE (sort_name, tag_keys);
CREATE INDEX group_facet_by_created ON group_facet
  (facet, created_at, group_id COLLATE "C", member_count, status, standing, reported, ownerless, category)
  INCLUDE (sort_name, tag_keys);
CREATE INDEX group_facet_by_name ON group_facet
  (facet, sort_name, group_id COLLATE "C", member_count, created_at, status, standing, reported, ownerless, category)
  INCLUDE (tag_keys);

CREATE OR REPLACE FUNCTION keep_group_facets() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  facets text[] := facets_of(NEW);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM group_facet WHERE group_id = NEW.group_id AND facet <> ALL (facets);
  END IF;
  INSERT INTO group_facet (group_id, facet, sort_name, member_count, created_at, status, standing, reported, ownerless,
                           category, tag_keys)
  SELECT NEW.group_id, facet, NEW.sort_name, NEW.member_count, NEW.created_at, status_of(NEW), NEW.standing,
         NEW.open_cases > 0, is_ownerless(NEW), NEW.category, tag_keys(NEW.tags)
  FROM unnest(facets) AS facet
  ON CONFLICT (group_id, facet) DO UPDATE
  SET sort_name = excluded.sort_name, member_count = excluded.member_count, created_at = excluded.created_at,
      status = excluded.status, standing = excluded.standing, reported = excluded.reported,
      ownerless = excluded.ownerless, category = excluded.category, tag_keys = excluded.tag_keys;
  RETURN NULL;
END $$;
