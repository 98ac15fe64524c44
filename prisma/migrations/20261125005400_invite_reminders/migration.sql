-- Staff remind those who lead a group that people wait who applied by an invite link: at most once a day for each group.
CREATE TABLE invite_reminder (
  id uuid DEFAULT uuidv7(),
  group_id text NOT NULL,
  -- Who is told.
  user_id text NOT NULL CHECK (user_id <> ''),
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'sending', 'sent', 'failed')),
  -- Times it was taken up; also the fence between workers.
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  sent_at timestamptz(3),
  CONSTRAINT invite_reminder_pkey PRIMARY KEY (id),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
);
CREATE INDEX invite_reminder_of_group ON invite_reminder (group_id, created_at DESC);
CREATE INDEX invite_reminder_open ON invite_reminder (created_at) WHERE state IN ('due', 'sending');
GRANT SELECT, INSERT, UPDATE ON invite_reminder TO steward_app;
