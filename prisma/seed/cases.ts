import type { Pool } from 'pg'

/**
 * Fills a database with `count` cases for measurements: 80 % open, the rest closed, over 60 days, about 5,000 groups,
 * each with its reports. Claims are spread over `staffIds`. The connection needs the owner's rights or the application's.
 */
export async function seedCases(pool: Pool, count: number, staffIds: readonly string[]): Promise<void> {
  await pool.query(INSERT_CASES, [count, staffIds])
  await pool.query(INSERT_REPORTS)
  await pool.query('ANALYZE "case"')
  await pool.query('ANALYZE report')
}

// Spread by arithmetic, not by chance: two runs give the same rows.
const INSERT_CASES = `
  WITH reasons AS (
    SELECT (row_number() OVER (ORDER BY position)) - 1 AS n, * FROM reason
  ), planned AS (
    SELECT at, now() - (at * 51.84) * interval '1 second' AS opened_at, at % 5 = 4 AS closed, at % 3 AS kind,
           'bench' || at % 5000 AS group_id, 'bench' || at % 20000 AS user_id
    FROM generate_series(1, $1::int) AS at
  )
  INSERT INTO "case" (id, subject_kind, subject_key, group_id, user_id, conversation_id, message_seq, subject_name,
                      context_name, state, outcome, reason, severity, urgency, emergency, queue_id, deadline_at,
                      reports_count, opened_at, last_report_at, closed_at, epoch, claimed_by_id, claim_expires_at)
  SELECT gen_random_uuid(),
         (ARRAY['group', 'message', 'user'])[kind + 1]::"SubjectKind",
         CASE kind WHEN 0 THEN 'bench-g' || at WHEN 1 THEN 'sg_' || group_id || '#' || at ELSE 'bench-u' || at END,
         CASE WHEN kind < 2 THEN group_id END,
         CASE WHEN kind > 0 THEN user_id END,
         CASE WHEN kind = 1 THEN 'sg_' || group_id END,
         CASE WHEN kind = 1 THEN at END,
         'Subject ' || at, CASE WHEN kind = 1 THEN 'Group ' || at % 5000 ELSE '' END,
         (CASE WHEN closed THEN 'closed' ELSE 'open' END)::"CaseState",
         CASE WHEN closed THEN 'dismissed'::"CaseOutcome" END,
         rules.id, rules.severity, CASE WHEN rules.emergency THEN 0 ELSE 4 - rules.severity END, rules.emergency,
         CASE WHEN rules.emergency THEN 'emergency' ELSE 'general' END,
         opened_at + rules.deadline_ms * interval '1 millisecond', 1 + at % 7, opened_at, opened_at,
         CASE WHEN closed THEN opened_at + interval '2 hours' END,
         CASE WHEN claimed IS NULL THEN 0 ELSE 1 END, claimed, CASE WHEN claimed IS NOT NULL THEN now() + interval '1 hour' END
  FROM planned
  JOIN reasons AS rules ON rules.n = (planned.at / 15) % (SELECT count(*) FROM reasons)
  CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT closed AND at % 1000 = 3
                THEN ($2::uuid[])[1 + (at / 1000)::int % greatest(1, cardinality($2::uuid[]))] END AS claimed
  ) AS claim`

const INSERT_REPORTS = `
  INSERT INTO report (id, number, case_id, subject_id, reporter_id, reason, created_at)
  SELECT gen_random_uuid(), 'bench-' || c.number || '-' || r, c.id, s.id, 'bench' || (c.number + r) % 20000, c.reason,
         c.opened_at
  FROM "case" AS c JOIN case_subject AS s ON s.case_id = c.id, generate_series(1, c.reports_count) AS r
  WHERE c.subject_key LIKE 'bench-%' OR c.group_id LIKE 'bench%'`
