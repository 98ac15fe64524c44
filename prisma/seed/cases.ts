import type { Pool } from 'pg'
import { REASONS } from '@/server/features/reports/reasons'

/**
 * Fills a database with `count` cases for measurements: 80 % open, the rest closed, over 60 days, about 5,000 groups,
 * each with its reports. Claims are spread over `staffIds`. The connection needs the owner's rights or the application's.
 */
export async function seedCases(pool: Pool, count: number, staffIds: readonly string[]): Promise<void> {
  const reasons = JSON.stringify(REASONS)
  await pool.query(INSERT_CASES, [count, reasons, staffIds])
  await pool.query(INSERT_REPORTS)
  await pool.query('ANALYZE "case"')
  await pool.query('ANALYZE report')
}

// Spread by arithmetic, not by chance: two runs give the same rows.
const INSERT_CASES = `
  WITH reason AS (
    SELECT (row_number() OVER ()) - 1 AS n, value->>'id' AS id, (value->>'severity')::int AS severity
    FROM json_array_elements($2::json)
  ), planned AS (
    SELECT at, now() - (at * 51.84) * interval '1 second' AS opened_at, at % 5 = 4 AS closed, at % 3 AS kind,
           'bench' || at % 5000 AS group_id, 'bench' || at % 20000 AS user_id
    FROM generate_series(1, $1::int) AS at
  )
  INSERT INTO "case" (id, subject_kind, subject_key, group_id, user_id, conversation_id, message_seq, subject_name,
                      context_name, state, outcome, reason, severity, reports_count, opened_at, last_report_at,
                      closed_at, epoch, claimed_by_id, claim_expires_at)
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
         reason.id, reason.severity, 1 + at % 7, opened_at, opened_at,
         CASE WHEN closed THEN opened_at + interval '2 hours' END,
         CASE WHEN claimed IS NULL THEN 0 ELSE 1 END, claimed, CASE WHEN claimed IS NOT NULL THEN now() + interval '1 hour' END
  FROM planned
  JOIN reason ON reason.n = (planned.at / 15) % (SELECT count(*) FROM reason)
  CROSS JOIN LATERAL (
    SELECT CASE WHEN NOT closed AND at % 1000 = 3
                THEN ($3::uuid[])[1 + (at / 1000)::int % greatest(1, cardinality($3::uuid[]))] END AS claimed
  ) AS claim`

const INSERT_REPORTS = `
  INSERT INTO report (id, number, case_id, reporter_id, reason, created_at)
  SELECT gen_random_uuid(), 'bench-' || c.number || '-' || r, c.id, 'bench' || (c.number + r) % 20000, c.reason, c.opened_at
  FROM "case" AS c, generate_series(1, c.reports_count) AS r
  WHERE c.subject_key LIKE 'bench-%' OR c.group_id LIKE 'bench%'`
