-- The review desk: queues, reasons and policies that people configure, cases with several subjects, appeals.

CREATE TYPE "CaseType" AS ENUM ('report', 'appeal', 'sample');
ALTER TYPE "CaseOutcome" ADD VALUE 'merged';
ALTER TYPE "CaseOutcome" ADD VALUE 'upheld';
ALTER TYPE "CaseOutcome" ADD VALUE 'overturned';

-- What people configure ------------------------------------------------------
CREATE TABLE queue (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9_]{0,39}$'),
  -- {language: name}
  names jsonb NOT NULL,
  -- Which cases come here, tried in the order of `position`; {} takes every case.
  rules jsonb NOT NULL DEFAULT '{}',
  position integer NOT NULL,
  -- Only its members and owners see what is in it.
  restricted boolean NOT NULL DEFAULT false,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1
);
CREATE TABLE queue_member (
  queue_id text NOT NULL REFERENCES queue,
  staff_id uuid NOT NULL REFERENCES staff,
  -- Alerted about what cannot wait.
  on_call boolean NOT NULL DEFAULT false,
  PRIMARY KEY (queue_id, staff_id)
);
CREATE INDEX queue_member_by_staff ON queue_member (staff_id);

CREATE TABLE policy (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9_]{0,39}$'),
  position integer NOT NULL,
  active boolean NOT NULL DEFAULT true
);
CREATE TABLE policy_version (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  policy_id text NOT NULL REFERENCES policy,
  version integer NOT NULL CHECK (version > 0),
  -- {language: title} and {language: text}
  names jsonb NOT NULL,
  texts jsonb NOT NULL,
  -- Hex SHA-256 over the canonical JSON of {names, policy, texts, version}.
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Null for those that came with the product.
  created_by_id uuid REFERENCES staff,
  UNIQUE (policy_id, version)
);

CREATE TABLE reason (
  id text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9_]{0,39}$'),
  names jsonb NOT NULL,
  -- 3 is the gravest.
  severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 3),
  -- Threat to life or child abuse: before everything else, in a restricted queue, kept by a legal hold.
  emergency boolean NOT NULL DEFAULT false,
  -- From the first report to the decision.
  deadline_ms bigint NOT NULL CHECK (deadline_ms > 0),
  -- How long evidence is kept after the case closed.
  retention_days integer NOT NULL CHECK (retention_days BETWEEN 1 AND 3650),
  -- Where cases go that no other queue's rules take.
  queue_id text REFERENCES queue,
  policy_id text REFERENCES policy,
  position integer NOT NULL,
  active boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1
);

INSERT INTO queue (id, names, rules, position, restricted) VALUES
  ('emergency', '{"en": "Emergencies", "zh-CN": "紧急"}', '{"emergency": true}', 1, true),
  ('general', '{"en": "General", "zh-CN": "一般"}', '{}', 1000, false);
INSERT INTO policy (id, position) VALUES
  ('child_safety', 1), ('violence', 2), ('sexual_content', 3), ('hate', 4), ('harassment', 5), ('fraud', 6),
  ('illegal_goods', 7), ('impersonation', 8), ('spam', 9);
INSERT INTO policy_version (policy_id, version, names, texts, hash) VALUES
  ('child_safety', 1, '{"en": "Child safety", "zh-CN": "儿童安全"}', '{"en": "Nothing that sexualises, endangers or exploits a child, in words, pictures or links. No exceptions for jokes or fiction.", "zh-CN": "禁止以文字、图片或链接对未成年人进行性化、伤害或剥削。玩笑或虚构作品也不例外。"}', '328ecd86e1262375a5c0a09353f27a9268c4aebd3ef8f802c0d5c169bc577d88'),
  ('violence', 1, '{"en": "Threats and violence", "zh-CN": "威胁与暴力"}', '{"en": "No threats of violence against a person or a place, no calls for it, no praise of it.", "zh-CN": "禁止对个人或场所发出暴力威胁，禁止煽动或颂扬暴力。"}', 'd650217c4c37429848139f8cd2843b93d523d848f63cf4342070f260e333eddf'),
  ('sexual_content', 1, '{"en": "Sexual content", "zh-CN": "色情内容"}', '{"en": "No sexual pictures, videos or offers in groups, and none sent to people who did not ask for them.", "zh-CN": "禁止在群内发布色情图片、视频或招揽信息，也禁止向未要求者发送。"}', '98f1485336938da6989a4dad60ccb24b55a266f609876e047feeff7a1b324537'),
  ('hate', 1, '{"en": "Hate", "zh-CN": "仇恨"}', '{"en": "No attacks on people for their origin, religion, sex, orientation or disability.", "zh-CN": "禁止因出身、宗教、性别、取向或残疾攻击他人。"}', '04026e0946d15581574eff1f6bd7792470c8862e2722eb41864ee01500bbc593'),
  ('harassment', 1, '{"en": "Harassment", "zh-CN": "骚扰"}', '{"en": "No insults, intimidation or unwanted contact that goes on after somebody asked for it to stop.", "zh-CN": "禁止辱骂、恐吓，或在对方要求停止后继续骚扰。"}', '30b8a75862703f58f1b497e8d30f19db9b76c9dea0a0310fafaaa6dbc5f5e27e'),
  ('fraud', 1, '{"en": "Fraud", "zh-CN": "诈骗"}', '{"en": "No deception for money or data: false prizes, false support, false investments, stolen accounts.", "zh-CN": "禁止以欺骗手段获取钱财或数据：虚假中奖、冒充客服、虚假投资、盗用账号。"}', 'e3402d6f97278845621d0fd2b06b8b1f6baf274a73da166283e7b466c4321915'),
  ('illegal_goods', 1, '{"en": "Illegal goods", "zh-CN": "违禁品"}', '{"en": "No offers of drugs, weapons, forged papers or anything else whose sale is forbidden.", "zh-CN": "禁止出售毒品、武器、伪造证件及其他禁售物品。"}', 'b6a382e6151e63a324f02766075ce827fafa2e13e61a902ff5d1043a4f627da1'),
  ('impersonation', 1, '{"en": "Impersonation", "zh-CN": "冒充"}', '{"en": "Nobody may pass themselves off as another person, a company or our staff.", "zh-CN": "禁止冒充他人、公司或我们的工作人员。"}', '8ece35476b1a76a9a2f101c48e7216c4361b3ef64c4bdb1f8c1d813039453ad0'),
  ('spam', 1, '{"en": "Spam", "zh-CN": "垃圾信息"}', '{"en": "No unasked advertising, no repeated messages, no links that somebody is paid to spread.", "zh-CN": "禁止未经允许的广告、重复刷屏及付费推广链接。"}', 'ba4376014b82af50e8f568dba553732457017dd51982a839f61356c15c0f2f7e');
INSERT INTO reason (id, names, severity, emergency, deadline_ms, retention_days, policy_id, position) VALUES
  ('child_safety', '{"en": "Child safety", "zh-CN": "儿童安全"}', 3, true, 3600000, 365, 'child_safety', 1),
  ('danger', '{"en": "Danger to life", "zh-CN": "生命危险"}', 3, true, 3600000, 365, 'violence', 2),
  ('threat', '{"en": "Threat", "zh-CN": "威胁"}', 3, false, 14400000, 365, 'violence', 3),
  ('sexual', '{"en": "Sexual content", "zh-CN": "色情内容"}', 2, false, 86400000, 183, 'sexual_content', 4),
  ('hate', '{"en": "Hate", "zh-CN": "仇恨言论"}', 2, false, 86400000, 183, 'hate', 5),
  ('harassment', '{"en": "Harassment", "zh-CN": "骚扰"}', 2, false, 86400000, 183, 'harassment', 6),
  ('scam', '{"en": "Scam", "zh-CN": "诈骗"}', 2, false, 86400000, 183, 'fraud', 7),
  ('illegal', '{"en": "Illegal goods", "zh-CN": "违禁物品"}', 2, false, 86400000, 183, 'illegal_goods', 8),
  ('impersonation', '{"en": "Impersonation", "zh-CN": "冒充他人"}', 1, false, 259200000, 183, 'impersonation', 9),
  ('spam', '{"en": "Spam", "zh-CN": "垃圾信息"}', 1, false, 259200000, 90, 'spam', 10),
  ('other', '{"en": "Other", "zh-CN": "其他"}', 0, false, 604800000, 90, NULL, 11);

-- Staff ----------------------------------------------------------------------
-- Languages in which somebody takes cases; empty = all.
ALTER TABLE staff ADD COLUMN languages text[] NOT NULL DEFAULT '{}';
-- Who somebody is in the chat: they are refused cases of their own affair.
CREATE TABLE staff_chat_id (
  user_id text PRIMARY KEY,
  staff_id uuid NOT NULL REFERENCES staff,
  linked_at timestamptz(3) NOT NULL DEFAULT now(),
  linked_by_id uuid NOT NULL REFERENCES staff
);
CREATE INDEX staff_chat_id_by_staff ON staff_chat_id (staff_id);

-- Cases ----------------------------------------------------------------------
ALTER TABLE "case"
  ADD COLUMN type "CaseType" NOT NULL DEFAULT 'report',
  -- The decision that an appeal or a sample looks at again.
  ADD COLUMN review_of_id uuid REFERENCES decision,
  ADD COLUMN queue_id text NOT NULL DEFAULT 'general' REFERENCES queue,
  -- Copy of the queue's, kept by a trigger.
  ADD COLUMN restricted boolean NOT NULL DEFAULT false,
  -- 0 emergency, then 4 - severity.
  ADD COLUMN urgency smallint NOT NULL DEFAULT 4 CHECK (urgency BETWEEN 0 AND 4),
  -- When it should be decided; its reason says how long that may take.
  ADD COLUMN deadline_at timestamptz(3),
  ADD COLUMN language text NOT NULL DEFAULT '',
  -- Every report in it came from a machine.
  ADD COLUMN automated boolean NOT NULL DEFAULT false,
  ADD COLUMN emergency boolean NOT NULL DEFAULT false,
  ADD COLUMN legal_hold boolean NOT NULL DEFAULT false,
  ADD COLUMN snoozed_until timestamptz(3),
  ADD COLUMN assigned_to_id uuid REFERENCES staff,
  ADD COLUMN merged_into_id uuid REFERENCES "case",
  ADD COLUMN subjects_count integer NOT NULL DEFAULT 1,
  ADD COLUMN first_look_at timestamptz(3),
  ADD COLUMN decided_at timestamptz(3),
  ADD CONSTRAINT case_reason_known FOREIGN KEY (reason) REFERENCES reason,
  ADD CONSTRAINT case_snoozed_open CHECK (snoozed_until IS NULL OR state = 'open'),
  ADD CONSTRAINT case_review_has_decision CHECK ((type = 'report') = (review_of_id IS NULL));
UPDATE "case" AS c SET
  urgency = CASE WHEN r.emergency THEN 0 ELSE 4 - r.severity END,
  emergency = r.emergency,
  legal_hold = r.emergency AND c.state = 'open',
  queue_id = CASE WHEN r.emergency THEN 'emergency' ELSE 'general' END,
  restricted = r.emergency,
  deadline_at = c.opened_at + r.deadline_ms * interval '1 millisecond',
  decided_at = (SELECT max(decided_at) FROM decision WHERE case_id = c.id AND revoked_at IS NULL)
FROM reason AS r WHERE r.id = c.reason;
ALTER TABLE "case" ALTER COLUMN deadline_at SET DEFAULT now() + interval '1 day', ALTER COLUMN deadline_at SET NOT NULL;

CREATE FUNCTION copy_restricted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.restricted := coalesce((SELECT restricted FROM queue WHERE id = NEW.queue_id), false);
  RETURN NEW;
END $$;
CREATE TRIGGER case_restricted BEFORE INSERT OR UPDATE OF queue_id ON "case" FOR EACH ROW EXECUTE FUNCTION copy_restricted();
CREATE FUNCTION spread_restricted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "case" SET restricted = NEW.restricted WHERE queue_id = NEW.id AND restricted <> NEW.restricted;
  RETURN NULL;
END $$;
CREATE TRIGGER queue_restricted AFTER UPDATE OF restricted ON queue FOR EACH ROW
  WHEN (OLD.restricted <> NEW.restricted) EXECUTE FUNCTION spread_restricted();

-- What a case is about: usually one thing; all messages of a spammer; what people linked.
CREATE TABLE case_subject (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL REFERENCES "case",
  kind "SubjectKind" NOT NULL,
  key text NOT NULL,
  group_id text,
  user_id text,
  conversation_id text,
  message_seq bigint,
  client_msg_id text,
  name text NOT NULL,
  context_name text NOT NULL DEFAULT '',
  face_url text NOT NULL DEFAULT '',
  -- Hex SHA-256 of what the message says (text, or media), once the evidence is there: equal ones propose a merge.
  content_hash text,
  -- Its case is not closed, and gathers reports. Kept by triggers.
  open boolean NOT NULL DEFAULT true,
  added_at timestamptz(3) NOT NULL DEFAULT now()
);
INSERT INTO case_subject (case_id, kind, key, group_id, user_id, conversation_id, message_seq, client_msg_id, name,
                          context_name, face_url, open, added_at)
SELECT id, subject_kind, subject_key, group_id, user_id, conversation_id, message_seq, client_msg_id, subject_name,
       context_name, face_url, state <> 'closed', opened_at
FROM "case";
DROP INDEX case_one_open_per_subject;
CREATE UNIQUE INDEX case_subject_one_open ON case_subject (kind, key) WHERE open;
CREATE UNIQUE INDEX case_subject_once ON case_subject (case_id, kind, key);
CREATE INDEX case_subject_by_case ON case_subject (case_id, added_at, id);
CREATE INDEX case_subject_by_subject ON case_subject (kind, key, added_at);
CREATE INDEX case_subject_by_content ON case_subject (content_hash) WHERE open AND content_hash IS NOT NULL;
CREATE INDEX case_subject_by_user ON case_subject (user_id, added_at) WHERE user_id IS NOT NULL;
CREATE INDEX case_subject_by_group ON case_subject (group_id, added_at) WHERE group_id IS NOT NULL;

CREATE FUNCTION case_subject_opens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.open := (SELECT state <> 'closed' AND type = 'report' FROM "case" WHERE id = NEW.case_id);
  RETURN NEW;
END $$;
CREATE TRIGGER case_subject_opens BEFORE INSERT OR UPDATE OF case_id ON case_subject
  FOR EACH ROW EXECUTE FUNCTION case_subject_opens();
CREATE FUNCTION case_subjects_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE case_subject SET open = (NEW.state <> 'closed' AND NEW.type = 'report') WHERE case_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER case_subjects_follow AFTER UPDATE OF state ON "case" FOR EACH ROW
  WHEN ((OLD.state = 'closed') <> (NEW.state = 'closed')) EXECUTE FUNCTION case_subjects_follow();
CREATE FUNCTION case_subjects_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "case" AS c SET subjects_count = (SELECT count(*) FROM case_subject WHERE case_id = c.id)
  WHERE c.id IN (NEW.case_id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.case_id END)
    AND subjects_count <> (SELECT count(*) FROM case_subject WHERE case_id = c.id);
  RETURN NULL;
END $$;
CREATE TRIGGER case_subjects_count AFTER INSERT OR UPDATE OF case_id ON case_subject
  FOR EACH ROW EXECUTE FUNCTION case_subjects_count();

-- A case is about its own subject from the first moment.
CREATE FUNCTION case_has_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO case_subject (case_id, kind, key, group_id, user_id, conversation_id, message_seq, client_msg_id, name,
                            context_name, face_url, added_at)
  VALUES (NEW.id, NEW.subject_kind, NEW.subject_key, NEW.group_id, NEW.user_id, NEW.conversation_id, NEW.message_seq,
          NEW.client_msg_id, NEW.subject_name, NEW.context_name, NEW.face_url, NEW.opened_at);
  RETURN NULL;
END $$;
CREATE TRIGGER case_has_subject AFTER INSERT ON "case" FOR EACH ROW EXECUTE FUNCTION case_has_subject();

-- Reports and evidence belong to a subject of the case; `case_id` follows it.
ALTER TABLE report
  ADD COLUMN subject_id uuid REFERENCES case_subject,
  ADD COLUMN automated boolean NOT NULL DEFAULT false,
  ADD COLUMN language text NOT NULL DEFAULT '';
UPDATE report AS r SET subject_id = s.id FROM case_subject AS s WHERE s.case_id = r.case_id;
ALTER TABLE report ALTER COLUMN subject_id SET NOT NULL;
DROP INDEX report_case_id_reporter_id_key;
CREATE UNIQUE INDEX report_once ON report (subject_id, reporter_id);
CREATE INDEX report_by_case ON report (case_id, created_at, id);
CREATE INDEX report_of_case_by_reporter ON report (case_id, reporter_id);

ALTER TABLE evidence
  ADD COLUMN subject_id uuid REFERENCES case_subject,
  -- Canonical JSON of the body, bytes.
  ADD COLUMN bytes integer,
  ADD COLUMN purged_at timestamptz(3);
UPDATE evidence AS e SET subject_id = s.id FROM case_subject AS s WHERE s.case_id = e.case_id;
ALTER TABLE evidence ALTER COLUMN subject_id SET NOT NULL;
DROP INDEX evidence_case_id_key;
CREATE UNIQUE INDEX evidence_of_subject ON evidence (subject_id);
CREATE INDEX evidence_by_case ON evidence (case_id);

CREATE FUNCTION reports_follow_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE report SET case_id = NEW.case_id WHERE subject_id = NEW.id;
  UPDATE evidence SET case_id = NEW.case_id WHERE subject_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER reports_follow_subject AFTER UPDATE OF case_id ON case_subject FOR EACH ROW
  WHEN (OLD.case_id <> NEW.case_id) EXECUTE FUNCTION reports_follow_subject();

-- Decisions ------------------------------------------------------------------
ALTER TABLE decision
  -- The policy as it was: version and hash never change afterwards.
  ADD COLUMN policy_version_id uuid REFERENCES policy_version,
  ADD COLUMN policy_hash text,
  ADD CONSTRAINT decision_policy_whole CHECK ((policy_version_id IS NULL) = (policy_hash IS NULL));
CREATE INDEX decision_by_staff ON decision (staff_id, decided_at);
CREATE INDEX decision_by_time ON decision (decided_at, id);

-- Who gave a case away for now, watches it, wrote about it -------------------
CREATE TABLE case_skip (
  case_id uuid NOT NULL REFERENCES "case",
  staff_id uuid NOT NULL REFERENCES staff,
  skipped_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, staff_id)
);
CREATE INDEX case_skip_by_staff ON case_skip (staff_id, skipped_at);
CREATE TABLE case_watch (
  case_id uuid NOT NULL REFERENCES "case",
  staff_id uuid NOT NULL REFERENCES staff,
  watched_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (case_id, staff_id)
);
CREATE INDEX case_watch_by_staff ON case_watch (staff_id, watched_at);
CREATE TYPE "CaseNoteKind" AS ENUM ('note', 'question', 'answer', 'escalation', 'handover', 'lost_text');
CREATE TABLE case_note (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL REFERENCES "case",
  staff_id uuid NOT NULL REFERENCES staff,
  kind "CaseNoteKind" NOT NULL DEFAULT 'note',
  -- Whom a question is for; whose question an answer answers.
  to_staff_id uuid REFERENCES staff,
  answers_id uuid REFERENCES case_note,
  -- Sealed under the accused's key.
  body bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX case_note_by_case ON case_note (case_id, created_at, id);
CREATE INDEX case_note_asked ON case_note (to_staff_id, created_at) WHERE kind = 'question';

-- The queue, in the order in which cases are to be taken -----------------------
CREATE INDEX case_urgent ON "case" (urgency, deadline_at, id) WHERE state = 'open' AND snoozed_until IS NULL AND NOT restricted;
CREATE INDEX case_urgent_everywhere ON "case" (urgency, deadline_at, id) WHERE state = 'open' AND snoozed_until IS NULL;
CREATE INDEX case_urgent_in_queue ON "case" (queue_id, urgency, deadline_at, id) WHERE state = 'open' AND snoozed_until IS NULL;
CREATE INDEX case_urgent_by_reason ON "case" (reason, urgency, deadline_at, id) WHERE state = 'open' AND snoozed_until IS NULL;
CREATE INDEX case_urgent_by_kind ON "case" (subject_kind, urgency, deadline_at, id) WHERE state = 'open' AND snoozed_until IS NULL;
CREATE INDEX case_snoozed ON "case" (snoozed_until, id) WHERE snoozed_until IS NOT NULL;
CREATE INDEX case_assigned ON "case" (assigned_to_id, urgency, deadline_at, id) WHERE state = 'open' AND assigned_to_id IS NOT NULL;
CREATE INDEX case_of_sender ON "case" (user_id, opened_at) WHERE state = 'open' AND type = 'report' AND subject_kind = 'message';
CREATE INDEX case_reviews ON "case" (review_of_id) WHERE review_of_id IS NOT NULL;

-- Live updates ---------------------------------------------------------------
CREATE TRIGGER case_note_announce AFTER INSERT ON case_note FOR EACH ROW EXECUTE FUNCTION announce_of_case();
CREATE TRIGGER case_subject_announce AFTER INSERT OR UPDATE ON case_subject FOR EACH ROW EXECUTE FUNCTION announce_of_case();
CREATE FUNCTION announce_desk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('steward', 'desk:' || TG_TABLE_NAME);
  RETURN NULL;
END $$;
CREATE TRIGGER queue_announce AFTER INSERT OR UPDATE ON queue FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();
CREATE TRIGGER reason_announce AFTER INSERT OR UPDATE ON reason FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();
CREATE TRIGGER policy_announce AFTER INSERT OR UPDATE ON policy FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();
CREATE TRIGGER policy_version_announce AFTER INSERT ON policy_version FOR EACH STATEMENT EXECUTE FUNCTION announce_desk();

GRANT SELECT, INSERT, UPDATE ON queue, queue_member, policy, reason, staff_chat_id, case_subject, case_skip, case_watch
  TO steward_app;
GRANT SELECT, INSERT ON policy_version, case_note TO steward_app;
GRANT DELETE ON queue_member, staff_chat_id, case_skip, case_watch TO steward_app;
