-- A link is found by what people wrote of it: its label, who asked for it, and the ticket. No use changes any of them.
CREATE FUNCTION invite_words(label text, requester text, ticket text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN fold_name(label || E'\n' || requester || E'\n' || ticket);

DROP INDEX invite_label_pieces;
CREATE INDEX invite_words_pieces ON invite USING gin (name_pieces(invite_words(label, requester, ticket)));
CREATE INDEX invite_words_trgm ON invite USING gin (invite_words(label, requester, ticket) gin_trgm_ops);
-- How common a word is decides how links are looked for.
ALTER INDEX invite_words_trgm ALTER COLUMN 1 SET STATISTICS 500;

-- What a link's page counts. What most redemptions are has no index of its own: it is what is left of all of them.
CREATE INDEX redemption_applied ON redemption (invite_id, id) WHERE state = 'applied';
CREATE INDEX redemption_refused ON redemption (invite_id, id) WHERE state = 'refused';
CREATE INDEX redemption_returned ON redemption (invite_id, id) WHERE returned_at IS NOT NULL;

-- The least id that a row made then or later has: ids begin with their time, in ms.
CREATE FUNCTION first_id_at(at timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (lpad(to_hex(floor(extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid;
