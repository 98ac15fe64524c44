-- Teams: named groups of staff, by which insights can be read.
CREATE TABLE team (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  version integer NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX team_name ON team (lower(name));
-- Somebody is in one team or in none.
ALTER TABLE staff ADD COLUMN team_id uuid REFERENCES team ON DELETE SET NULL;
CREATE INDEX staff_by_team ON staff (team_id) WHERE team_id IS NOT NULL;
-- The team that whoever decided was in then: numbers of the past stay what they were when people move.
ALTER TABLE decision ADD COLUMN team_id uuid REFERENCES team ON DELETE SET NULL;
CREATE INDEX decision_by_team ON decision (team_id) WHERE team_id IS NOT NULL;
CREATE FUNCTION decision_of_team() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.team_id := (SELECT team_id FROM staff WHERE id = NEW.staff_id);
  RETURN NEW;
END $$;
CREATE TRIGGER decision_team BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION decision_of_team();
GRANT SELECT, INSERT, UPDATE, DELETE ON team TO steward_app;
