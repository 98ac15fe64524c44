import type { Pool } from 'pg'
import { cursorOf } from '@/server/db/keyset'
import type { CaseListInput } from '@/server/features/cases/list'
import { caseListInput } from '@/server/features/cases/schema'

/** A page of the queue, as the procedure is asked for it and as plain SQL reads the same rows. */
export type QueuePage = { name: string; input: CaseListInput; sql: string; values: unknown[] }

const LIMIT = 50

const COLUMNS = `c.id, c.number, c.subject_kind, c.subject_name, c.context_name, c.face_url, c.state, c.outcome, c.reason,
  c.severity, c.reports_count, c.opened_at, c.last_report_at, c.closed_at, c.claimed_by_id, s.name, c.claim_expires_at,
  c.type, c.queue_id, c.urgency, c.deadline_at, c.emergency, c.automated, c.subjects_count, c.assigned_to_id, a.name,
  c.snoozed_until`

const read = (condition: string, order: string) => `
  SELECT ${COLUMNS} FROM "case" c LEFT JOIN staff s ON s.id = c.claimed_by_id LEFT JOIN staff a ON a.id = c.assigned_to_id
  WHERE c.state = 'open' AND c.snoozed_until IS NULL AND NOT c.restricted ${condition}
  ORDER BY ${order} LIMIT ${LIMIT + 1}`

const URGENT = 'c.urgency, c.deadline_at, c.id'
const OF_REASON = 'c.urgency::integer, c.deadline_at, c.id'

/** The first page in every order, one deep behind it, and filtered ones, as a moderator sees them. */
export async function queuePages(pool: Pool, depth: number): Promise<QueuePage[]> {
  return [
    page('most urgent first', {}, read('', URGENT)),
    page('one queue', { queue: 'general' }, read("AND c.queue_id = 'general'", URGENT)),
    page('one reason', { reason: 'spam' }, read('AND c.reason = $1', OF_REASON), ['spam']),
    page('newest first', { sort: 'newest' }, read('', 'c.opened_at DESC, c.id DESC')),
    page('oldest first', { sort: 'oldest' }, read('', 'c.opened_at, c.id')),
    page('most reports first', { sort: 'reports' }, read('', 'c.reports_count DESC, c.id DESC')),
    await deep(pool, depth),
  ]
}

function page(name: string, filter: object, sql: string, values: unknown[] = []): QueuePage {
  return { name, input: caseListInput.parse({ ...filter, limit: LIMIT }), sql, values }
}

async function deep(pool: Pool, depth: number): Promise<QueuePage> {
  const { rows } = await pool.query(
    `SELECT id, urgency, deadline_at FROM "case"
     WHERE state = 'open' AND snoozed_until IS NULL AND NOT restricted
     ORDER BY urgency, deadline_at, id OFFSET $1 LIMIT 1`,
    [depth],
  )
  const { id, urgency, deadline_at: at } = rows[0]
  const cursor = cursorOf('open-urgent', { value: `${urgency} ${Number(at)}`, id })
  const sql = read('AND (c.urgency, c.deadline_at, c.id) > ($1, $2, $3)', URGENT)
  return page(`${depth} rows deep`, { cursor }, sql, [urgency, at, id])
}
