-- Media of reported messages kept as evidence, what became of a message later, and the end of what is kept.

-- What is stored of media, each once however many messages carry it. The name of its file is its hash.
CREATE TABLE media_object (
  sha256 text PRIMARY KEY CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  bytes bigint NOT NULL CHECK (bytes >= 0),
  -- Read from the bytes; what names and servers say counts for nothing.
  type text NOT NULL,
  -- Pixels of a picture that browsers may show.
  width integer CHECK (width > 0),
  height integer CHECK (height > 0),
  -- Null until the file is there, and after it was removed.
  stored_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT media_object_size CHECK ((width IS NULL) = (height IS NULL))
);

CREATE TYPE "MediaState" AS ENUM ('wanted', 'stored', 'gone', 'refused', 'too_large', 'failed');
CREATE TABLE evidence_media (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  evidence_id uuid NOT NULL REFERENCES evidence,
  -- picture, preview, voice, video or file
  part text NOT NULL CHECK (part IN ('picture', 'preview', 'voice', 'video', 'file')),
  -- As the sender's app named it; shown, never trusted.
  name text NOT NULL DEFAULT '',
  url text NOT NULL,
  state "MediaState" NOT NULL DEFAULT 'wanted',
  attempts integer NOT NULL DEFAULT 0,
  sha256 text REFERENCES media_object,
  -- Kept, with the hash, after the copy is gone.
  bytes bigint,
  type text,
  fetched_at timestamptz(3),
  purged_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (evidence_id, part),
  CONSTRAINT evidence_media_stored CHECK (state <> 'stored' OR (sha256 IS NOT NULL AND bytes IS NOT NULL))
);
CREATE INDEX evidence_media_wanted ON evidence_media (created_at) WHERE state = 'wanted' AND purged_at IS NULL;
CREATE INDEX evidence_media_of_object ON evidence_media (sha256) WHERE sha256 IS NOT NULL AND purged_at IS NULL;

-- What OpenIM had of a reported message at a later time, where that was something new. The first evidence never changes.
CREATE TYPE "SightingKind" AS ENUM ('edited', 'revoked', 'deleted', 'back');
CREATE TABLE evidence_sighting (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  evidence_id uuid NOT NULL REFERENCES evidence,
  kind "SightingKind" NOT NULL,
  -- What it said then, as {contentType, content, revokedAt, revokedBy}; null once it is purged.
  body jsonb,
  -- Hex SHA-256 over the canonical JSON of the body.
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  seen_at timestamptz(3) NOT NULL DEFAULT now(),
  purged_at timestamptz(3)
);
CREATE INDEX evidence_sighting_by_evidence ON evidence_sighting (evidence_id, seen_at, id);

-- What a reporter wrote is purged with the evidence; hash and size of it stay.
ALTER TABLE report
  ADD COLUMN purged_at timestamptz(3),
  -- Hex SHA-256 over the canonical JSON of {copy, text}, and its bytes.
  ADD COLUMN purged_sha256 text,
  ADD COLUMN purged_bytes integer;

-- A case that opens again takes new evidence, which is purged when its time comes.
ALTER TABLE "case" ADD COLUMN purged_at timestamptz(3);
CREATE INDEX case_to_purge ON "case" (reason, closed_at) WHERE state = 'closed' AND purged_at IS NULL AND NOT legal_hold;
CREATE FUNCTION case_opens_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.purged_at := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER case_opens_again BEFORE UPDATE OF state ON "case" FOR EACH ROW
  WHEN (OLD.state = 'closed' AND NEW.state <> 'closed') EXECUTE FUNCTION case_opens_again();

-- What was kept first stays what it was: it can be purged, never written over.
CREATE FUNCTION evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'evidence never changes' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER evidence_stays BEFORE UPDATE OF body, sha256, fetched_at ON evidence FOR EACH ROW
  WHEN (OLD.state <> 'wanted' AND ((NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body)
        OR NEW.sha256 IS DISTINCT FROM OLD.sha256 OR NEW.fetched_at IS DISTINCT FROM OLD.fetched_at))
  EXECUTE FUNCTION evidence_stays();

CREATE FUNCTION announce_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'case:' || (SELECT case_id FROM evidence WHERE id = NEW.evidence_id));
  RETURN NULL;
END $$;
CREATE TRIGGER evidence_media_announce AFTER UPDATE ON evidence_media FOR EACH ROW EXECUTE FUNCTION announce_of_evidence();
CREATE TRIGGER evidence_sighting_announce AFTER INSERT ON evidence_sighting FOR EACH ROW EXECUTE FUNCTION announce_of_evidence();

GRANT SELECT, INSERT, UPDATE ON media_object, evidence_media, evidence_sighting TO steward_app;
