-- Invite links: codes that let people into a group, how often each was used, and by whom.

CREATE TYPE "InviteState" AS ENUM ('active', 'paused', 'revoked');
CREATE TYPE "InviteMode" AS ENUM ('join', 'apply', 'info');
CREATE TYPE "RedemptionState" AS ENUM ('reserved', 'joined', 'applied', 'refused');

CREATE TABLE invite (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  -- Crockford's base 32 in its canonical spelling; 12 of them hold 60 bits. Never given to anything else again.
  code text NOT NULL UNIQUE CHECK (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  group_id text NOT NULL CHECK (group_id <> ''),
  mode "InviteMode" NOT NULL,
  label text NOT NULL DEFAULT '' CHECK (length(label) <= 120),
  -- Who asked for it, and where.
  requester text NOT NULL DEFAULT '' CHECK (length(requester) <= 120),
  ticket text NOT NULL DEFAULT '' CHECK (length(ticket) <= 120),
  -- What staff made of it. What its group makes of it is `group_hold`; both are needed to know what holds.
  state "InviteState" NOT NULL DEFAULT 'active',
  pause_reason text CHECK (pause_reason IN ('staff', 'abuse', 'group_restored')),
  -- Kept by triggers: what the group's own state means for its links.
  group_hold text CHECK (group_hold IN ('suspended', 'dismissed')),
  expires_at timestamptz(3),
  max_uses integer CHECK (max_uses BETWEEN 1 AND 1000000),
  -- Reserved and taken uses together. No write can make them more than the link allows.
  used integer NOT NULL DEFAULT 0 CHECK (used >= 0 AND (max_uses IS NULL OR used <= max_uses)),
  once_per_person boolean NOT NULL DEFAULT true,
  created_by_id uuid REFERENCES staff,
  client_id uuid REFERENCES api_client,
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  updated_at timestamptz(3) NOT NULL DEFAULT now(),
  last_used_at timestamptz(3),
  CHECK ((state = 'paused') = (pause_reason IS NOT NULL)),
  CHECK (created_by_id IS NULL OR client_id IS NULL),
  CHECK (mode <> 'info' OR used = 0)
);
CREATE INDEX invite_of_group ON invite (group_id, created_at DESC, id DESC);
CREATE INDEX invite_in_order ON invite (created_at DESC, id DESC);
GRANT SELECT, INSERT, UPDATE ON invite TO steward_app;

-- One attempt to use a link by somebody whom we know. `counted`: it holds a use of its link.
CREATE TABLE redemption (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  invite_id uuid NOT NULL REFERENCES invite,
  group_id text NOT NULL,
  user_id text NOT NULL CHECK (user_id <> ''),
  state "RedemptionState" NOT NULL,
  -- Why it was refused.
  code text,
  -- Copied from the link, so that an index can hold it.
  once_per_person boolean NOT NULL,
  counted boolean NOT NULL,
  ledger_id uuid UNIQUE REFERENCES ledger,
  client_id uuid REFERENCES api_client,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  settled_at timestamptz(3),
  -- Staff gave the use back, though the person had come.
  returned_at timestamptz(3),
  CHECK ((state = 'reserved') = (settled_at IS NULL)),
  CHECK ((state = 'refused') = (code IS NOT NULL)),
  CHECK (state <> 'refused' OR NOT counted),
  CHECK (state <> 'reserved' OR counted),
  CHECK (returned_at IS NULL OR NOT counted)
);
-- The same person twice at once, or again where once is all there is.
CREATE UNIQUE INDEX redemption_once ON redemption (invite_id, user_id)
  WHERE counted AND (once_per_person OR state = 'reserved');
CREATE INDEX redemption_of_invite ON redemption (invite_id, id DESC);
CREATE INDEX redemption_of_person ON redemption (user_id, id DESC);
CREATE INDEX redemption_open ON redemption (created_at) WHERE state = 'reserved';
GRANT SELECT, INSERT, UPDATE ON redemption TO steward_app;

-- A use that a redemption no longer holds goes back to its link, in the same transaction and once.
CREATE FUNCTION redemption_gives_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invite SET used = used - 1 WHERE id = NEW.invite_id;
  RETURN NULL;
END $$;
CREATE TRIGGER redemption_gives_back AFTER UPDATE OF counted ON redemption FOR EACH ROW
  WHEN (OLD.counted AND NOT NEW.counted) EXECUTE FUNCTION redemption_gives_back();
-- A use once given back is not taken again by the same redemption.
CREATE FUNCTION redemption_stays_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a redemption cannot count again' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER redemption_stays_back BEFORE UPDATE OF counted ON redemption FOR EACH ROW
  WHEN (NEW.counted AND NOT OLD.counted) EXECUTE FUNCTION redemption_stays_back();

-- What a group keeps for all of its links.
CREATE TABLE group_invite_rule (
  group_id text PRIMARY KEY,
  -- Name, picture and introduction are not shown on the public page.
  hides_card boolean NOT NULL DEFAULT false,
  -- Nobody comes in by a link once the group has so many members.
  member_limit integer CHECK (member_limit BETWEEN 1 AND 1000000)
);
GRANT SELECT, INSERT, UPDATE ON group_invite_rule TO steward_app;

-- Why somebody was refused, by the short reference that they were shown. Trimmed after 30 days.
CREATE TABLE invite_refusal (
  reference text PRIMARY KEY CHECK (reference ~ '^[0-9A-HJKMNP-TV-Z]{8}$'),
  -- As it was asked for: also codes that never were.
  code text NOT NULL CHECK (length(code) <= 64),
  invite_id uuid REFERENCES invite,
  user_id text,
  why text NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX invite_refusal_by_age ON invite_refusal (at);
CREATE INDEX invite_refusal_of_invite ON invite_refusal (invite_id, at DESC) WHERE invite_id IS NOT NULL;
GRANT SELECT, INSERT, DELETE ON invite_refusal TO steward_app;

-- What a group's state means for its links -------------------------------------------------
CREATE FUNCTION invite_hold_of(of_group text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT FROM group_extension WHERE group_id = of_group AND standing = 'dismissed')
      OR EXISTS (SELECT FROM group_index WHERE group_id = of_group AND (status = 'dismissed' OR gone_at IS NOT NULL))
      THEN 'dismissed'
    WHEN EXISTS (SELECT FROM group_extension WHERE group_id = of_group AND standing = 'suspended') THEN 'suspended'
  END
$$;

CREATE FUNCTION invite_born() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.group_hold := invite_hold_of(NEW.group_id);
  RETURN NEW;
END $$;
CREATE TRIGGER invite_born BEFORE INSERT ON invite FOR EACH ROW EXECUTE FUNCTION invite_born();

-- Our standing changed: while an action can still be taken back, its links come back as they were.
CREATE FUNCTION standing_holds_invites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invite SET group_hold = invite_hold_of(group_id)
  WHERE group_id = NEW.group_id AND group_hold IS DISTINCT FROM invite_hold_of(group_id);
  RETURN NULL;
END $$;
CREATE TRIGGER standing_holds_invites AFTER INSERT OR UPDATE OF standing ON group_extension FOR EACH ROW
  EXECUTE FUNCTION standing_holds_invites();

-- OpenIM was read. A group that was dismissed there and is not any more leaves its links paused: staff resume them.
CREATE FUNCTION index_holds_invites() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE invite SET group_hold = invite_hold_of(group_id),
    state = CASE WHEN group_hold = 'dismissed' AND state = 'active' THEN 'paused' ELSE state END,
    pause_reason = CASE WHEN group_hold = 'dismissed' AND state = 'active' THEN 'group_restored' ELSE pause_reason END
  WHERE group_id = NEW.group_id AND group_hold IS DISTINCT FROM invite_hold_of(group_id);
  RETURN NULL;
END $$;
CREATE TRIGGER index_holds_invites AFTER UPDATE OF status, gone_at ON group_index FOR EACH ROW
  WHEN ((OLD.status, OLD.gone_at) IS DISTINCT FROM (NEW.status, NEW.gone_at))
  EXECUTE FUNCTION index_holds_invites();

-- Live ------------------------------------------------------------------------------------------
CREATE FUNCTION announce_invite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'invite:' || NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER announce_invite AFTER INSERT OR UPDATE ON invite FOR EACH ROW EXECUTE FUNCTION announce_invite();
