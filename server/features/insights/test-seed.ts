import { Pool } from 'pg'

/**
 * Fills a database with three years of work that all but ended: `cases` cases, 2 % of them open, and for each a report,
 * an action and an audit row, for every 20th an appeal. `url` needs a superuser: triggers stay out of it.
 */
export async function seedYears(url: string, cases: number): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1 })
  try {
    await pool.query(`SET session_replication_role = replica`)
    for (const fill of [CASES, REPORTS, ACTIONS, AUDIT, DECISIONS, APPEALS]) {
      await pool.query(fill, fill.includes('$1') ? [cases] : [])
    }
    await pool.query(`ANALYZE`)
  } finally {
    await pool.end()
  }
}

const CASES = `
  INSERT INTO "case" (id, subject_kind, subject_key, group_id, subject_name, state, outcome, reason, severity, queue_id,
                      restricted, urgency, emergency, opened_at, last_report_at, deadline_at, first_look_at, decided_at, closed_at)
  SELECT gen_random_uuid(), 'group', 'g' || n, 'g' || n, 'Group', (CASE WHEN open THEN 'open' ELSE 'closed' END)::"CaseState",
         CASE WHEN NOT open THEN (ARRAY['acted', 'dismissed'])[1 + n % 2]::"CaseOutcome" END,
         (ARRAY['spam', 'scam', 'hate', 'danger'])[1 + (n / 7) % 4], 1,
         CASE WHEN n % 50 = 1 THEN 'emergency' ELSE 'general' END, n % 50 = 1, 3, n % 50 = 1, at, at,
         at + interval '1 day', at + interval '1 hour',
         CASE WHEN NOT open THEN at + (n % 40) * interval '1 hour' END, CASE WHEN NOT open THEN at + interval '2 days' END
  FROM (
    SELECT n, n > $1::int * 0.98 AS open, now() - interval '3 years' * (1 - n::float8 / $1::int) AS at
    FROM generate_series(1, $1::int) AS n
  ) AS planned`

const REPORTS = `
  INSERT INTO report (id, number, case_id, subject_id, reporter_id, reason, created_at)
  SELECT gen_random_uuid(), 'n' || number, id, id, 'r' || number, reason, opened_at FROM "case"`

const ACTIONS = `
  INSERT INTO ledger (id, subject_kind, subject_id, group_id, seq, action, input, state, planned_version, desired,
                      desired_before, plan, reason, staff_id, due_at, next_at, settled_at)
  SELECT gen_random_uuid(), 'group', group_id, group_id, number, 'group.suspend', '{}', 'verified', 0, '{}', '{}', '{}', 'x', id,
         closed_at, closed_at, closed_at
  FROM "case" WHERE closed_at IS NOT NULL`

const AUDIT = `
  INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, after, request_id, case_id)
  SELECT uuidv7(opened_at - now()), opened_at, 'system', 'x', 'x',
         CASE WHEN number % 2 = 0 THEN 'evidence.purged' WHEN number % 199 = 1 THEN 'case.handed_over' ELSE 'case.claimed' END,
         'case', id::text, '{"reason": "spam", "evidence": 1}', 'x', id
  FROM "case"`

const DECISIONS = `
  INSERT INTO decision (id, case_id, staff_id, epoch, outcome, reason, decided_at, team_id)
  SELECT gen_random_uuid(), id, id, 1, outcome, 'x', decided_at,
         ('00000000-0000-7000-8000-00000000000' || number % 3)::uuid FROM "case" WHERE decided_at IS NOT NULL`

const APPEALS = `
  INSERT INTO appeal (case_id, decision_id, user_id, body, created_at)
  SELECT d.case_id, d.id, 'x', 'x', d.decided_at FROM decision AS d JOIN "case" AS c ON c.id = d.case_id WHERE c.number % 20 = 0`
