-- Applications that people made by links end when their groups answer them; OpenIM tells nobody when that is, so they are
-- looked at from time to time. Null: at the next opportunity.
ALTER TABLE redemption ADD COLUMN look_at timestamptz(3);
CREATE INDEX redemption_waits ON redemption (look_at NULLS FIRST) WHERE state = 'applied';
