-- A group that staff put under review by hand. It stays so, whatever is done to the group, until somebody ends it: a
-- suspension or dismissal is shown instead while it lasts.
ALTER TABLE group_extension ADD COLUMN under_review boolean NOT NULL DEFAULT false;
UPDATE group_extension SET under_review = true WHERE standing = 'under_review';

-- Lists filter by the standing that they show: under review by hand, or in good standing with an open case.
CREATE FUNCTION is_under_review(g group_index) RETURNS boolean LANGUAGE sql STABLE
RETURN g.standing = 'under_review' OR (g.standing = 'good' AND g.open_cases > 0);

CREATE OR REPLACE FUNCTION facets_of(g group_index) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array_remove(ARRAY[
    CASE WHEN status_of(g) <> 'normal' THEN 'status:' || status_of(g) END,
    CASE WHEN g.standing IN ('suspended', 'dismissed') THEN 'standing:' || g.standing END,
    CASE WHEN is_under_review(g) THEN 'under_review' END,
    CASE WHEN g.open_cases > 0 THEN 'open_case' END,
    CASE WHEN is_ownerless(g) THEN 'ownerless' END,
    'category:' || g.category
  ], NULL) || ARRAY(SELECT DISTINCT 'tag:' || tag FROM unnest(g.tags) AS tag)
$$;
UPDATE group_facet SET facet = 'under_review' WHERE facet = 'standing:under_review';
INSERT INTO group_facet (group_id, facet, sort_name, member_count, created_at, status, standing, reported, ownerless,
                         category)
SELECT group_id, 'under_review', sort_name, member_count, created_at, status, standing, reported, ownerless, category
FROM group_facet WHERE facet = 'open_case' AND standing = 'good'
ON CONFLICT DO NOTHING;

CREATE INDEX person_under_review_by_name ON person_index (sort_name, user_id, registered_at)
  WHERE standing = 'under_review' OR (standing = 'good' AND open_cases > 0);
CREATE INDEX person_under_review_by_registered ON person_index (registered_at, user_id)
  WHERE standing = 'under_review' OR (standing = 'good' AND open_cases > 0);
