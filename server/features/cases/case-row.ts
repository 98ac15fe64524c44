import { z } from 'zod'
import { Prisma } from '@/server/db/generated/client'
import { CASE_OUTCOMES, CASE_STATES, type CaseItem, SUBJECT_KINDS } from './schema'

/** The columns that a case shows in lists; `c` is the case, `s` who claims it. */
export const CASE_COLUMNS = Prisma.sql`
  c.id, c.number, c.subject_kind::text AS kind, c.subject_name AS name, c.context_name AS context, c.face_url,
  c.state::text AS state, c.outcome::text AS outcome, c.reason, c.severity, c.reports_count,
  extract(epoch FROM c.opened_at)::float8 * 1000 AS opened_at,
  extract(epoch FROM c.last_report_at)::float8 * 1000 AS last_report_at,
  extract(epoch FROM c.closed_at)::float8 * 1000 AS closed_at,
  c.claimed_by_id, s.name AS claimed_by, extract(epoch FROM c.claim_expires_at)::float8 * 1000 AS claim_expires_at`

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
  }
}

function claimOf(row: CaseRow): CaseItem['claim'] {
  if (row.claimed_by_id === null || row.claim_expires_at === null) return null
  return { staffId: row.claimed_by_id, name: row.claimed_by ?? '', expiresAt: row.claim_expires_at }
}
