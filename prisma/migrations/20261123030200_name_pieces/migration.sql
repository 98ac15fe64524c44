-- The same pieces as before, in half the time: every name that is read for the first time pays for it.
CREATE OR REPLACE FUNCTION name_pieces(name text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  letters text[] := string_to_array(lower(name), NULL);
BEGIN
  RETURN letters || ARRAY(SELECT a || b FROM unnest(letters, letters[2:]) AS pairs (a, b) WHERE b IS NOT NULL);
END $$;
