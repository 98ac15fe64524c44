import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { CASE_OUTCOMES, CASE_STATES, CASE_TYPES, type CaseItem, SUBJECT_KINDS } from './schema'

/** The columns that a case shows in lists; `c` is the case, `s` who claims it, `a` whom it waits for. */
export const CASE_COLUMNS = Prisma.sql`
  c.id, c.number, c.subject_kind::text AS kind, c.subject_name AS name, c.context_name AS context, c.face_url,
  c.state::text AS state, c.outcome::text AS outcome, c.reason, c.severity, c.reports_count,
  extract(epoch FROM c.opened_at)::float8 * 1000 AS opened_at,
  extract(epoch FROM c.last_report_at)::float8 * 1000 AS last_report_at,
  extract(epoch FROM c.closed_at)::float8 * 1000 AS closed_at,
  c.claimed_by_id, s.name AS claimed_by, extract(epoch FROM c.claim_expires_at)::float8 * 1000 AS claim_expires_at,
  c.type::text AS type, c.queue_id, c.urgency, extract(epoch FROM c.deadline_at)::float8 * 1000 AS deadline_at,
  c.emergency, c.automated, c.subjects_count, c.assigned_to_id, a.name AS assigned_to,
  extract(epoch FROM c.snoozed_until)::float8 * 1000 AS snoozed_until`

/** The tables those columns come from. */
export const CASE_TABLES = Prisma.sql`
  "case" AS c LEFT JOIN staff AS s ON s.id = c.claimed_by_id LEFT JOIN staff AS a ON a.id = c.assigned_to_id`

const ms = z.number().transform(Math.round)

export const caseRow = z.object({
  id: z.string(),
  number: z.number(),
  kind: z.enum(SUBJECT_KINDS),
  name: z.string(),
  context: z.string(),
  face_url: z.string(),
  state: z.enum(CASE_STATES),
  outcome: z.enum(CASE_OUTCOMES).nullable(),
  reason: z.string(),
  severity: z.number(),
  reports_count: z.number(),
  opened_at: ms,
  last_report_at: ms,
  closed_at: ms.nullable(),
  claimed_by_id: z.string().nullable(),
  claimed_by: z.string().nullable(),
  claim_expires_at: ms.nullable(),
  type: z.enum(CASE_TYPES),
  queue_id: z.string(),
  urgency: z.number(),
  deadline_at: ms,
  emergency: z.boolean(),
  automated: z.boolean(),
  subjects_count: z.number(),
  assigned_to_id: z.string().nullable(),
  assigned_to: z.string().nullable(),
  snoozed_until: ms.nullable(),
})
export type CaseRow = z.infer<typeof caseRow>

/** A row as the list shows it. */
export function caseItem(row: CaseRow): CaseItem {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    name: row.name,
    context: row.context,
    faceUrl: row.face_url,
    state: row.state,
    outcome: row.outcome,
    reason: row.reason,
    severity: row.severity,
    reports: row.reports_count,
    openedAt: row.opened_at,
    lastReportAt: row.last_report_at,
    claim: claimOf(row),
    type: row.type,
    queue: row.queue_id,
    deadlineAt: row.deadline_at,
    emergency: row.emergency,
    automated: row.automated,
    subjectsCount: row.subjects_count,
    assignedTo: row.assigned_to_id ? { id: row.assigned_to_id, name: row.assigned_to ?? '' } : null,
    snoozedUntil: row.snoozed_until,
  }
}

function claimOf(row: CaseRow): CaseItem['claim'] {
  if (row.claimed_by_id === null || row.claim_expires_at === null) return null
  return { staffId: row.claimed_by_id, name: row.claimed_by ?? '', expiresAt: row.claim_expires_at }
}
