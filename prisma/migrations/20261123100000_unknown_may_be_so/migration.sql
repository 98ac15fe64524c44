-- What was in doubt before anything was sent may turn out to be so already. The same table as
-- server/actions/transitions.ts; a test holds the two together.
CREATE OR REPLACE FUNCTION ledger_may_move(from_state "LedgerState", to_state "LedgerState") RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE from_state
    WHEN 'awaiting_approval' THEN to_state IN ('planned', 'refused', 'cancelled')
    WHEN 'planned' THEN to_state IN ('sending', 'already_so', 'refused', 'cancelled')
    WHEN 'sending' THEN to_state IN ('verified', 'already_so', 'unknown', 'failed', 'refused')
    WHEN 'unknown' THEN to_state IN ('sending', 'verified', 'already_so', 'failed')
    ELSE false
  END
$$;
