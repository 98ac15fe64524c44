-- What the insights and the transparency report read of a period.

-- Those not decided are in it too: what was open during a period is what is open, or was decided since it began.
CREATE INDEX case_by_decided ON "case" (decided_at);
CREATE INDEX case_emergencies ON "case" (opened_at) WHERE emergency;
CREATE INDEX report_by_time ON report (created_at);
CREATE INDEX ledger_by_settled ON ledger (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX appeal_by_time ON appeal (created_at);
