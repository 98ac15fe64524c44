-- One decision for several cases: a row for each case, and what they have in common.
ALTER TABLE decision ADD COLUMN together_id uuid;
CREATE INDEX decision_by_together ON decision (together_id) WHERE together_id IS NOT NULL;
