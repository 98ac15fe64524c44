-- What has to end before another action begins, intended together with it: the reported messages of a group that is
-- dismissed are deleted first.
ALTER TABLE ledger
  ADD COLUMN first_for_id uuid REFERENCES ledger (id) ON DELETE RESTRICT,
  ADD CONSTRAINT ledger_not_first_for_itself CHECK (first_for_id <> id);
CREATE INDEX ledger_by_first_for ON ledger (first_for_id) WHERE first_for_id IS NOT NULL;
