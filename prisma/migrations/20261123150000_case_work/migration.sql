-- Work on cases: who looks at one, whose own affair it is, subjects that move from one case to another.

-- Who looks at a case now. Each screen says so again and again; losing it loses nothing, so it is not logged.
CREATE UNLOGGED TABLE case_presence (
  case_id uuid NOT NULL,
  -- One open page of somebody.
  screen uuid NOT NULL,
  staff_id uuid NOT NULL,
  until timestamptz(3) NOT NULL,
  PRIMARY KEY (case_id, screen)
);
CREATE INDEX case_presence_until ON case_presence (until);
GRANT SELECT, INSERT, UPDATE, DELETE ON case_presence TO steward_app;

-- The groups that staff are in under their own chat ids, as OpenIM said last.
ALTER TABLE staff_chat_id ADD COLUMN groups_read_at timestamptz(3);
CREATE TABLE staff_chat_group (
  user_id text NOT NULL REFERENCES staff_chat_id ON DELETE CASCADE,
  group_id text NOT NULL,
  PRIMARY KEY (user_id, group_id)
);
GRANT SELECT, INSERT, DELETE ON staff_chat_group TO steward_app;

-- Whether a case is somebody's own affair: they reported it, are reported in it, or are in a group it is about.
CREATE FUNCTION own_affair(of_case uuid, of_staff uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM staff_chat_id AS me
    WHERE me.staff_id = of_staff AND (
      EXISTS (SELECT FROM report AS r WHERE r.case_id = of_case AND r.reporter_id = me.user_id)
      OR EXISTS (
        SELECT FROM case_subject AS s
        WHERE s.case_id = of_case AND (
          s.user_id = me.user_id
          OR EXISTS (SELECT FROM staff_chat_group AS g WHERE g.user_id = me.user_id AND g.group_id = s.group_id)
        )
      )
    )
  )
$$;
-- Whether somebody may see a case: those of restricted queues are for their members and for owners.
CREATE FUNCTION may_see_case(of_case uuid, of_staff uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT c.restricted
    OR EXISTS (SELECT FROM queue_member AS m WHERE m.queue_id = c.queue_id AND m.staff_id = of_staff)
    OR EXISTS (SELECT FROM staff AS s WHERE s.id = of_staff AND s.role = 'owner')
  FROM "case" AS c WHERE c.id = of_case
$$;

-- A case that is split off another begins with subjects that are there already: they move to it.
CREATE OR REPLACE FUNCTION case_has_subject() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('steward.subjects_move', true) = 'on' THEN
    RETURN NULL;
  END IF;
  INSERT INTO case_subject (case_id, kind, key, group_id, user_id, conversation_id, message_seq, client_msg_id, name,
                            context_name, face_url, added_at)
  VALUES (NEW.id, NEW.subject_kind, NEW.subject_key, NEW.group_id, NEW.user_id, NEW.conversation_id, NEW.message_seq,
          NEW.client_msg_id, NEW.subject_name, NEW.context_name, NEW.face_url, NEW.opened_at);
  RETURN NULL;
END $$;

-- Who watches or skips a case sees it in their list at once.
CREATE TRIGGER case_watch_announce AFTER INSERT ON case_watch FOR EACH ROW EXECUTE FUNCTION announce_of_case();

-- Pages of one queue in other orders than that of urgency, and what went into a case.
CREATE INDEX case_open_in_queue ON "case" (queue_id, opened_at, id) WHERE state = 'open';
CREATE INDEX case_closed_in_queue ON "case" (queue_id, closed_at, id) WHERE state = 'closed';
CREATE INDEX case_merged ON "case" (merged_into_id) WHERE merged_into_id IS NOT NULL;
