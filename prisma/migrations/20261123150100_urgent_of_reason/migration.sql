-- A reason's cases by urgency. As an expression the order belongs to this index alone: the planner takes the reasons to be
-- spread evenly over the urgencies and would otherwise go through all that is more urgent.
DROP INDEX case_urgent_by_reason;
CREATE INDEX case_urgent_by_reason ON "case" (reason, (urgency::integer), deadline_at, id)
  WHERE state = 'open' AND snoozed_until IS NULL;
