-- What takes a batch back is not the same for each of its items: a mute that replaced another one returns to that one, a
-- mute of somebody who could write ends. Null: the action of the batch.
ALTER TABLE batch_item ADD COLUMN action text;
