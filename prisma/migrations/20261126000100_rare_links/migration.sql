-- A link's count changes with every redemption; that it has no use left changes once. An index on the count would be
-- written each time, so the index is on this.
ALTER TABLE invite ADD COLUMN spent boolean GENERATED ALWAYS AS (coalesce(used >= max_uses, false)) STORED;
CREATE INDEX invite_spent ON invite (created_at DESC, id DESC) WHERE spent;
CREATE INDEX invite_of_mode ON invite (mode, created_at DESC, id DESC);
