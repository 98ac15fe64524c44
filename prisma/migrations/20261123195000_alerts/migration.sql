-- Alerts: who is told of what cannot wait, and what they were told.
CREATE TYPE "AlertChannelKind" AS ENUM ('email', 'slack', 'feishu', 'dingtalk', 'wecom', 'json');
CREATE TYPE "AlertEvent" AS ENUM ('emergency', 'deadline', 'approval', 'drift', 'failed_action');
CREATE TYPE "AlertMessageState" AS ENUM ('due', 'sending', 'sent', 'failed');

CREATE TABLE alert_channel (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  kind "AlertChannelKind" NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  -- E-mail addresses.
  recipients text[] NOT NULL DEFAULT '{}',
  -- Where a webhook is and what it is signed with, sealed under the master key; people see its host.
  address bytea,
  secret bytea,
  host text NOT NULL DEFAULT '',
  -- None: every queue. What belongs to no queue comes to every channel.
  queue_ids text[] NOT NULL DEFAULT '{}',
  events "AlertEvent"[] NOT NULL CHECK (cardinality(events) > 0),
  language text NOT NULL CHECK (language IN ('en', 'zh-CN')),
  -- Minutes of the day in the time zone; the end may be on the next day.
  quiet_from smallint CHECK (quiet_from BETWEEN 0 AND 1439),
  quiet_to smallint CHECK (quiet_to BETWEEN 0 AND 1439),
  time_zone text NOT NULL DEFAULT 'UTC',
  -- Emergencies do not wait for the end of quiet hours.
  wakes boolean NOT NULL DEFAULT true,
  enabled boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  -- Times in a row that sending failed, and why the last time: `{code, answer}`.
  failures integer NOT NULL DEFAULT 0,
  problem jsonb,
  tried_at timestamptz(3),
  sent_at timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((kind = 'email') = (address IS NULL)),
  CHECK ((kind = 'email') = (cardinality(recipients) > 0)),
  CHECK ((quiet_from IS NULL) = (quiet_to IS NULL)),
  CHECK (quiet_from <> quiet_to),
  CHECK ((failures = 0) = (problem IS NULL))
);

-- One message to a channel, or to somebody on call: what happened within a window, or in quiet hours.
CREATE TABLE alert_message (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  channel_id uuid REFERENCES alert_channel ON DELETE CASCADE,
  staff_id uuid REFERENCES staff ON DELETE CASCADE,
  -- Null for a summary after quiet hours.
  event "AlertEvent",
  state "AlertMessageState" NOT NULL DEFAULT 'due',
  -- Times it was taken up to be sent; also the fence between workers.
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Why it was not sent: a code.
  problem text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  CHECK ((channel_id IS NULL) <> (staff_id IS NULL)),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX alert_message_due ON alert_message (next_at, id) WHERE state IN ('due', 'sending');
CREATE INDEX alert_message_failed ON alert_message (created_at) WHERE state = 'failed';
CREATE INDEX alert_message_of_channel ON alert_message (channel_id, event, created_at);
CREATE INDEX alert_message_of_staff ON alert_message (staff_id, event, created_at);
CREATE INDEX alert_message_by_age ON alert_message (created_at);

-- What happened, once for each that is told. Written in the transaction in which it happened.
CREATE TABLE alert (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  channel_id uuid REFERENCES alert_channel ON DELETE CASCADE,
  staff_id uuid REFERENCES staff ON DELETE CASCADE,
  event "AlertEvent" NOT NULL,
  key text NOT NULL,
  queue_id text REFERENCES queue,
  -- Numbers and ids; never what somebody wrote or is called.
  facts jsonb NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now(),
  -- Null until it is part of a message.
  message_id uuid REFERENCES alert_message ON DELETE CASCADE,
  CHECK ((channel_id IS NULL) <> (staff_id IS NULL)),
  CONSTRAINT alert_once UNIQUE NULLS NOT DISTINCT (channel_id, staff_id, key)
);
CREATE INDEX alert_waiting ON alert (at, id) WHERE message_id IS NULL;
CREATE INDEX alert_of_message ON alert (message_id, at, id) WHERE message_id IS NOT NULL;
CREATE INDEX alert_of_staff ON alert (staff_id) WHERE staff_id IS NOT NULL;

-- Tells every channel that wants to hear of it; once each, however often it is called. True where somebody is told.
CREATE FUNCTION alert_channels(of_event "AlertEvent", of_key text, of_queue text, of_facts jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO alert (channel_id, event, key, queue_id, facts)
  SELECT c.id, of_event, of_key, of_queue, of_facts
  FROM alert_channel AS c
  WHERE c.enabled AND of_event = ANY (c.events)
    AND (of_queue IS NULL OR c.queue_ids = '{}' OR of_queue = ANY (c.queue_ids))
  ORDER BY c.id
  ON CONFLICT ON CONSTRAINT alert_once DO NOTHING;
  RETURN FOUND;
END $$;

-- Emergencies go out at once: to channels, and to whoever is on call for the queue. Where nobody is, to the owners.
CREATE FUNCTION alert_emergency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  told boolean;
  of_key text := 'emergency:' || NEW.id;
  of_facts jsonb := jsonb_build_object('case', NEW.number, 'reason', NEW.reason,
                                       'due', floor(extract(epoch FROM NEW.deadline_at) * 1000));
BEGIN
  told := alert_channels('emergency', of_key, NEW.queue_id, of_facts);
  INSERT INTO alert (staff_id, event, key, queue_id, facts)
  SELECT s.id, 'emergency', of_key, NEW.queue_id, of_facts
  FROM staff AS s
  WHERE s.disabled_at IS NULL AND CASE
    WHEN EXISTS (SELECT FROM queue_member AS m JOIN staff AS one ON one.id = m.staff_id
                 WHERE m.queue_id = NEW.queue_id AND m.on_call AND one.disabled_at IS NULL)
      THEN EXISTS (SELECT FROM queue_member AS m WHERE m.queue_id = NEW.queue_id AND m.staff_id = s.id AND m.on_call)
    ELSE s.role = 'owner'
  END
  ORDER BY s.id
  ON CONFLICT ON CONSTRAINT alert_once DO NOTHING;
  IF FOUND OR told THEN
    PERFORM steward_enqueue('alerts.send', '{}'::json, 'alerts.send', now());
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_alert_emergency AFTER INSERT ON "case" FOR EACH ROW
  WHEN (NEW.emergency AND NEW.type = 'report' AND NEW.state = 'open') EXECUTE FUNCTION alert_emergency();
-- Another queue has other people on call.
CREATE TRIGGER case_alert_emergency_now AFTER UPDATE ON "case" FOR EACH ROW
  WHEN (NEW.emergency AND NEW.type = 'report' AND NEW.state = 'open'
        AND (NOT OLD.emergency OR OLD.queue_id <> NEW.queue_id))
  EXECUTE FUNCTION alert_emergency();

-- When to tell that a case's time is running out: in its last quarter, at most four hours before the end.
CREATE FUNCTION deadline_near_at(opened timestamptz, deadline timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$ SELECT deadline - least((deadline - opened) / 4, interval '4 hours') $$;

-- Open cases whose deadline nobody was told of yet; kept by triggers.
CREATE TABLE deadline_watch (
  case_id uuid PRIMARY KEY REFERENCES "case" ON DELETE CASCADE,
  tell_at timestamptz(3) NOT NULL
);
CREATE INDEX deadline_watch_due ON deadline_watch (tell_at, case_id);
INSERT INTO deadline_watch (case_id, tell_at)
SELECT id, greatest(deadline_near_at(opened_at, deadline_at), snoozed_until)
FROM "case" WHERE state = 'open' AND deadline_at > now();

CREATE FUNCTION watch_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'open' THEN
    DELETE FROM deadline_watch WHERE case_id = NEW.id;
  ELSE
    INSERT INTO deadline_watch (case_id, tell_at)
    VALUES (NEW.id, greatest(deadline_near_at(NEW.opened_at, NEW.deadline_at), NEW.snoozed_until))
    ON CONFLICT (case_id) DO UPDATE SET tell_at = EXCLUDED.tell_at;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER case_watch_deadline AFTER INSERT ON "case" FOR EACH ROW EXECUTE FUNCTION watch_deadline();
CREATE TRIGGER case_watch_deadline_now AFTER UPDATE ON "case" FOR EACH ROW
  WHEN ((OLD.state, OLD.deadline_at, OLD.snoozed_until) IS DISTINCT FROM (NEW.state, NEW.deadline_at, NEW.snoozed_until))
  EXECUTE FUNCTION watch_deadline();

CREATE FUNCTION alert_approval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about record;
BEGIN
  SELECT c.number, c.queue_id INTO about
  FROM ledger AS l JOIN "case" AS c ON c.id = l.case_id WHERE l.id = NEW.ledger_id;
  PERFORM alert_channels('approval', 'approval:' || NEW.id, about.queue_id, jsonb_build_object(
    'id', NEW.id, 'case', about.number, 'due', floor(extract(epoch FROM NEW.expires_at) * 1000)));
  RETURN NULL;
END $$;
CREATE TRIGGER approval_alert AFTER INSERT ON approval FOR EACH ROW
  WHEN (NEW.state = 'waiting') EXECUTE FUNCTION alert_approval();

CREATE FUNCTION alert_drift() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM alert_channels('drift', 'drift:' || NEW.id, NULL, jsonb_build_object('id', NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER drift_alert AFTER INSERT ON drift FOR EACH ROW
  WHEN (NEW.state = 'open') EXECUTE FUNCTION alert_drift();

-- What a second person refused did not fail.
CREATE FUNCTION alert_failed_action() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about record;
BEGIN
  SELECT c.number, c.queue_id INTO about FROM "case" AS c WHERE c.id = NEW.case_id;
  PERFORM alert_channels('failed_action', 'ledger:' || NEW.id, about.queue_id,
                         jsonb_build_object('id', NEW.id, 'case', about.number));
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_alert AFTER UPDATE OF state ON ledger FOR EACH ROW
  WHEN (NEW.state IN ('failed', 'refused') AND OLD.state <> NEW.state AND OLD.state <> 'awaiting_approval')
  EXECUTE FUNCTION alert_failed_action();

GRANT SELECT, INSERT, UPDATE, DELETE ON alert_channel, alert_message, alert, deadline_watch TO steward_app;
