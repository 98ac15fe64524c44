-- What the list of links is searched and filtered by, in its order. None of these looks at what a redemption writes
-- (`used`, `last_used_at`), so that a use costs no index.
CREATE INDEX invite_of_staff ON invite (created_by_id, created_at DESC, id DESC) WHERE created_by_id IS NOT NULL;
CREATE INDEX invite_paused ON invite (created_at DESC, id DESC) WHERE state = 'paused';
CREATE INDEX invite_held ON invite (group_hold, created_at DESC, id DESC) WHERE group_hold IS NOT NULL;
CREATE INDEX invite_label_pieces ON invite USING gin (name_pieces(fold_name(label)));
