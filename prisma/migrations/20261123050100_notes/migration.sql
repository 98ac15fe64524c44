-- Notes that staff leave about a group or a person. Append-only: nobody may change what somebody else relied on.
CREATE TABLE group_note (
  id uuid NOT NULL,
  group_id text NOT NULL,
  staff_id uuid NOT NULL,
  -- Sealed under the group's key.
  body bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT group_note_pkey PRIMARY KEY (id),
  CONSTRAINT group_note_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX group_note_group_id_id_idx ON group_note (group_id, id);
GRANT SELECT, INSERT ON group_note TO steward_app;

CREATE TABLE person_note (
  id uuid NOT NULL,
  user_id text NOT NULL,
  staff_id uuid NOT NULL,
  -- Sealed under the person's key.
  body bytea NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT person_note_pkey PRIMARY KEY (id),
  CONSTRAINT person_note_staff_id_fkey FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX person_note_user_id_id_idx ON person_note (user_id, id);
GRANT SELECT, INSERT ON person_note TO steward_app;
