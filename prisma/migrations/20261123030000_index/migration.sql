-- What we keep about groups and people beyond OpenIM -------------------------
ALTER TABLE group_extension
  ADD COLUMN category text,
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN protected boolean NOT NULL DEFAULT false,
  -- Both become keys of an index.
  ADD CONSTRAINT group_extension_category_short CHECK (char_length(category) BETWEEN 1 AND 64),
  ADD CONSTRAINT group_extension_tags_short CHECK (
    cardinality(tags) <= 50 AND array_position(tags, NULL) IS NULL AND octet_length(array_to_string(tags, '')) <= 4000
  );
CREATE INDEX group_extension_tags ON group_extension USING gin (tags);
CREATE INDEX group_extension_category ON group_extension (category) WHERE category IS NOT NULL;

CREATE TABLE person_extension (
  user_id text NOT NULL,
  standing "Standing" NOT NULL DEFAULT 'good',
  protected boolean NOT NULL DEFAULT false,
  CONSTRAINT person_extension_pkey PRIMARY KEY (user_id)
);
GRANT SELECT, INSERT, UPDATE ON person_extension TO steward_app;

-- Names as they are searched and sorted: in any script, capitals or not, whatever the locale of the database ---------
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(normalize(name, NFKC) COLLATE "pg_c_utf8");
-- A key of an index must stay short; OpenIM limits no name.
CREATE FUNCTION sort_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN left(lower(normalize(left(name, 200), NFKC) COLLATE "pg_c_utf8"), 128);
-- What LIKE finds a text by anywhere in a folded name: what it would read as a pattern is taken as it stands.
CREATE FUNCTION name_pattern(q text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN '%' || regexp_replace(fold_name(q), '([\\%_])', '\\\1', 'g') || '%';

-- The group index --------------------------------------------------------------
DROP INDEX group_index_name_trgm, group_index_name_pieces, group_index_member_count_group_id_idx,
  group_index_created_at_group_id_idx;
ALTER TABLE group_index
  -- OpenIM no longer knew the group when it was asked then.
  ADD COLUMN gone_at timestamptz(3),
  -- Copies of what filters need, kept by triggers.
  ADD COLUMN standing "Standing" NOT NULL DEFAULT 'good',
  ADD COLUMN category text,
  ADD COLUMN tags text[] NOT NULL DEFAULT '{}',
  ADD COLUMN open_cases integer NOT NULL DEFAULT 0,
  ADD COLUMN folded text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_name(name)) STORED,
  ADD COLUMN sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (sort_name(name)) STORED,
  -- A sweep changes nothing of most rows but when they were read: room for that beside them.
  SET (fillfactor = 80);
ALTER TABLE group_index ALTER COLUMN folded SET STATISTICS 500;
-- Every order: both columns in one direction. What follows lets a range be checked without a look at the row.
CREATE INDEX group_index_by_members ON group_index (member_count, group_id, created_at);
CREATE INDEX group_index_by_created ON group_index (created_at, group_id, member_count);
CREATE INDEX group_index_by_name ON group_index (sort_name, group_id, member_count, created_at);
CREATE INDEX group_index_folded_trgm ON group_index USING gin (folded gin_trgm_ops);
CREATE INDEX group_index_pieces ON group_index USING gin (name_pieces(folded));

-- What is rare about a group, with what lists are sorted by: every filter finds its groups in every order. What most
-- groups are (normal, in good standing) is no facet.
CREATE TABLE group_facet (
  group_id text NOT NULL,
  facet text COLLATE "C" NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  member_count integer NOT NULL,
  created_at timestamptz(3) NOT NULL,
  CONSTRAINT group_facet_pkey PRIMARY KEY (group_id, facet)
);
CREATE INDEX group_facet_by_members ON group_facet (facet, member_count, group_id, created_at);
CREATE INDEX group_facet_by_created ON group_facet (facet, created_at, group_id, member_count);
CREATE INDEX group_facet_by_name ON group_facet (facet, sort_name, group_id, member_count, created_at);
ALTER TABLE group_facet ALTER COLUMN facet SET STATISTICS 1000;
GRANT SELECT ON group_facet TO steward_app;

CREATE FUNCTION facets_of(g group_index) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN g.gone_at IS NOT NULL THEN 'status:gone' WHEN g.status <> 'normal' THEN 'status:' || g.status END,
    CASE WHEN g.standing <> 'good' THEN 'standing:' || g.standing END,
    CASE WHEN g.open_cases > 0 THEN 'open_case' END,
    CASE WHEN g.owner_id = '' AND g.status <> 'dismissed' AND g.gone_at IS NULL THEN 'ownerless' END,
    'category:' || g.category
  ], NULL) || ARRAY(SELECT DISTINCT 'tag:' || tag FROM unnest(g.tags) AS tag)
$$;

CREATE FUNCTION keep_group_facets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
  facets text[] := facets_of(NEW);
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM group_facet WHERE group_id = NEW.group_id AND facet <> ALL (facets);
  END IF;
  INSERT INTO group_facet (group_id, facet, sort_name, member_count, created_at)
  SELECT NEW.group_id, facet, NEW.sort_name, NEW.member_count, NEW.created_at FROM unnest(facets) AS facet
  ON CONFLICT (group_id, facet) DO UPDATE
  SET sort_name = excluded.sort_name, member_count = excluded.member_count, created_at = excluded.created_at;
  RETURN NULL;
END $$;
CREATE TRIGGER group_index_facets_new AFTER INSERT ON group_index FOR EACH ROW
  WHEN (NEW.status <> 'normal' OR NEW.owner_id = '' OR NEW.gone_at IS NOT NULL OR NEW.standing <> 'good'
        OR NEW.open_cases > 0 OR NEW.category IS NOT NULL OR NEW.tags <> '{}')
  EXECUTE FUNCTION keep_group_facets();
CREATE TRIGGER group_index_facets AFTER UPDATE ON group_index FOR EACH ROW
  WHEN ((OLD.name, OLD.member_count, OLD.created_at, OLD.status, OLD.gone_at, OLD.owner_id, OLD.standing,
         OLD.open_cases, OLD.category, OLD.tags)
        IS DISTINCT FROM
        (NEW.name, NEW.member_count, NEW.created_at, NEW.status, NEW.gone_at, NEW.owner_id, NEW.standing,
         NEW.open_cases, NEW.category, NEW.tags))
  EXECUTE FUNCTION keep_group_facets();

-- A group that is met brings along what we knew of it before.
CREATE FUNCTION fill_group_facts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  known group_extension;
BEGIN
  SELECT * INTO known FROM group_extension WHERE group_id = NEW.group_id;
  IF FOUND THEN
    NEW.standing := known.standing;
    NEW.category := known.category;
    NEW.tags := known.tags;
  END IF;
  NEW.open_cases := (SELECT count(*) FROM "case" WHERE group_id = NEW.group_id AND state = 'open');
  RETURN NEW;
END $$;
CREATE TRIGGER group_index_facts BEFORE INSERT ON group_index FOR EACH ROW EXECUTE FUNCTION fill_group_facts();

CREATE FUNCTION copy_group_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE group_index SET standing = NEW.standing, category = NEW.category, tags = NEW.tags
  WHERE group_id = NEW.group_id AND (standing, category, tags) IS DISTINCT FROM (NEW.standing, NEW.category, NEW.tags);
  RETURN NULL;
END $$;
CREATE TRIGGER group_extension_copied AFTER INSERT OR UPDATE ON group_extension
  FOR EACH ROW EXECUTE FUNCTION copy_group_facts();

-- The person index ---------------------------------------------------------------
ALTER TABLE person_index
  -- 1970 where only the name has been read so far.
  ADD COLUMN registered_at timestamptz(3) NOT NULL DEFAULT 'epoch',
  ADD COLUMN gone_at timestamptz(3),
  ADD COLUMN standing "Standing" NOT NULL DEFAULT 'good',
  ADD COLUMN open_cases integer NOT NULL DEFAULT 0,
  ADD COLUMN folded text COLLATE "C" NOT NULL GENERATED ALWAYS AS (fold_name(nickname)) STORED,
  ADD COLUMN sort_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (sort_name(nickname)) STORED,
  SET (fillfactor = 80);
ALTER TABLE person_index ALTER COLUMN folded SET STATISTICS 500;
CREATE INDEX person_index_by_name ON person_index (sort_name, user_id, registered_at);
CREATE INDEX person_index_by_registered ON person_index (registered_at, user_id);
CREATE INDEX person_standing_by_name ON person_index (standing, sort_name, user_id, registered_at)
  WHERE standing <> 'good';
CREATE INDEX person_standing_by_registered ON person_index (standing, registered_at, user_id) WHERE standing <> 'good';
CREATE INDEX person_reported_by_name ON person_index (sort_name, user_id, registered_at) WHERE open_cases > 0;
CREATE INDEX person_reported_by_registered ON person_index (registered_at, user_id) WHERE open_cases > 0;
CREATE INDEX person_index_folded_trgm ON person_index USING gin (folded gin_trgm_ops);
CREATE INDEX person_index_pieces ON person_index USING gin (name_pieces(folded));
CREATE INDEX case_open_by_user ON "case" (user_id) WHERE state = 'open' AND user_id IS NOT NULL;

CREATE FUNCTION fill_person_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.standing := coalesce((SELECT standing FROM person_extension WHERE user_id = NEW.user_id), 'good');
  NEW.open_cases := (SELECT count(*) FROM "case" WHERE user_id = NEW.user_id AND state = 'open');
  RETURN NEW;
END $$;
CREATE TRIGGER person_index_facts BEFORE INSERT ON person_index FOR EACH ROW EXECUTE FUNCTION fill_person_facts();

CREATE FUNCTION copy_person_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE person_index SET standing = NEW.standing WHERE user_id = NEW.user_id AND standing <> NEW.standing;
  RETURN NULL;
END $$;
CREATE TRIGGER person_extension_copied AFTER INSERT OR UPDATE ON person_extension
  FOR EACH ROW EXECUTE FUNCTION copy_person_facts();

-- Open cases are counted as they open and close.
CREATE FUNCTION count_open_cases() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was boolean := TG_OP = 'UPDATE' AND OLD.state = 'open';
  is_open boolean := NEW.state = 'open';
BEGIN
  IF was AND OLD.group_id IS NOT NULL AND NOT (is_open AND OLD.group_id IS NOT DISTINCT FROM NEW.group_id) THEN
    UPDATE group_index SET open_cases = greatest(open_cases - 1, 0) WHERE group_id = OLD.group_id;
  END IF;
  IF is_open AND NEW.group_id IS NOT NULL AND NOT (was AND OLD.group_id IS NOT DISTINCT FROM NEW.group_id) THEN
    UPDATE group_index SET open_cases = open_cases + 1 WHERE group_id = NEW.group_id;
  END IF;
  IF was AND OLD.user_id IS NOT NULL AND NOT (is_open AND OLD.user_id IS NOT DISTINCT FROM NEW.user_id) THEN
    UPDATE person_index SET open_cases = greatest(open_cases - 1, 0) WHERE user_id = OLD.user_id;
  END IF;
  IF is_open AND NEW.user_id IS NOT NULL AND NOT (was AND OLD.user_id IS NOT DISTINCT FROM NEW.user_id) THEN
    UPDATE person_index SET open_cases = open_cases + 1 WHERE user_id = NEW.user_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_opened AFTER INSERT ON "case" FOR EACH ROW WHEN (NEW.state = 'open')
  EXECUTE FUNCTION count_open_cases();
CREATE TRIGGER case_moved AFTER UPDATE ON "case" FOR EACH ROW
  WHEN ((OLD.state, OLD.group_id, OLD.user_id) IS DISTINCT FROM (NEW.state, NEW.group_id, NEW.user_id))
  EXECUTE FUNCTION count_open_cases();

-- What was indexed before
UPDATE group_index AS g SET standing = e.standing FROM group_extension AS e WHERE e.group_id = g.group_id;
UPDATE group_index AS g SET open_cases = c.n
FROM (SELECT group_id, count(*) AS n FROM "case" WHERE state = 'open' GROUP BY group_id) AS c
WHERE c.group_id = g.group_id;
UPDATE person_index AS p SET open_cases = c.n
FROM (SELECT user_id, count(*) AS n FROM "case" WHERE state = 'open' GROUP BY user_id) AS c
WHERE c.user_id = p.user_id;
INSERT INTO group_facet (group_id, facet, sort_name, member_count, created_at)
SELECT g.group_id, facet, g.sort_name, g.member_count, g.created_at
FROM group_index AS g, unnest(facets_of(g)) AS facet
ON CONFLICT DO NOTHING;

-- How far the reading of everything has come. One row a kind; whoever reads holds an advisory lock -------------------
CREATE TYPE "SweepKind" AS ENUM ('group', 'person');
CREATE TYPE "SweepState" AS ENUM ('idle', 'listing', 'rereading');
CREATE TABLE sweep (
  kind "SweepKind" NOT NULL,
  state "SweepState" NOT NULL DEFAULT 'idle',
  -- Only ever grows; whoever goes on takes the next, and whoever was before it stops.
  epoch integer NOT NULL DEFAULT 0,
  started_at timestamptz(3),
  first_finished_at timestamptz(3),
  finished_at timestamptz(3),
  -- When the last page was written.
  moved_at timestamptz(3),
  pages integer NOT NULL DEFAULT 0,
  rows integer NOT NULL DEFAULT 0,
  total integer NOT NULL DEFAULT 0,
  reread integer NOT NULL DEFAULT 0,
  gone integer NOT NULL DEFAULT 0,
  -- Where to go on: how much of the list was read, in which walk over it, and its last item.
  walk integer NOT NULL DEFAULT 1,
  list_end integer NOT NULL DEFAULT 0,
  last_id text,
  last_created_at timestamptz(3),
  slipped boolean NOT NULL DEFAULT false,
  -- Where to go on with those that the list did not show.
  after_id text NOT NULL DEFAULT '',
  CONSTRAINT sweep_pkey PRIMARY KEY (kind),
  CONSTRAINT sweep_started CHECK (state = 'idle' OR started_at IS NOT NULL)
);
INSERT INTO sweep (kind) VALUES ('group'), ('person');
GRANT SELECT, UPDATE ON sweep TO steward_app;

-- Filters that somebody keeps, for themselves or for everybody ----------------------------------------------------------
CREATE TYPE "ViewKind" AS ENUM ('group', 'person');
CREATE TABLE saved_view (
  id uuid NOT NULL,
  staff_id uuid NOT NULL,
  kind "ViewKind" NOT NULL,
  name text NOT NULL,
  filter jsonb NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT saved_view_pkey PRIMARY KEY (id),
  CONSTRAINT saved_view_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX saved_view_staff_id_kind_name_key ON saved_view (staff_id, kind, name);
CREATE INDEX saved_view_shared ON saved_view (kind, name) WHERE shared;
GRANT SELECT, INSERT, UPDATE, DELETE ON saved_view TO steward_app;
