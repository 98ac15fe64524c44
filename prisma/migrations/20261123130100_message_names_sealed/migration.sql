-- What a message is called is the beginning of what somebody wrote: it is kept sealed from now on. What was kept in
-- clear before goes; the rows stay, named by their ids.
ALTER TABLE ledger DISABLE TRIGGER USER;
UPDATE ledger SET plan = jsonb_set(plan, '{name}', '""') WHERE subject_kind = 'message' AND plan ->> 'name' <> '';
ALTER TABLE ledger ENABLE TRIGGER USER;
ALTER TABLE batch DISABLE TRIGGER USER;
UPDATE batch SET example = jsonb_set(example, '{name}', '""') WHERE action LIKE 'message.%' AND example IS NOT NULL;
ALTER TABLE batch ENABLE TRIGGER USER;
UPDATE batch_item SET name = '' WHERE subject_kind = 'message' AND name <> '';
COMMENT ON COLUMN batch_item.name IS 'Of a message sealed under its sender''s key, in base64; as ledger.plan has it';
