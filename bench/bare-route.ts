import { env } from '@/server/env'
import { requestContext } from '@/server/trpc/context'

/**
 * What the case list is compared with over HTTP: a plain route handler that checks the same session, reads the same
 * rows by plain SQL and answers the same bytes; with `?read=once` it reads them only the first time. It stands only in
 * the copy of the app that the bench builds.
 */
export async function GET(request: Request): Promise<Response> {
  const { actor } = await requestContext(request.headers)
  if (actor === null) return new Response(null, { status: 401 })
  const once = new URL(request.url).searchParams.get('read') === 'once'
  kept = once && kept !== undefined ? kept : await read()
  return new Response(kept, { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } })
}

let kept: string | undefined

const LIMIT = 50

async function read(): Promise<string> {
  const { rows } = await env().db.pool.query(SQL)
  const items = rows.slice(0, LIMIT)
  const last = items.at(-1)
  const position = ['open-oldest', last.openedAt, last.id]
  const nextCursor = Buffer.from(JSON.stringify(position)).toString('base64url')
  for (const item of items) {
    if (item.claim.staffId === null) item.claim = null
    if (item.assignedTo.id === null) item.assignedTo = null
  }
  return JSON.stringify({ result: { data: { items, nextCursor } } })
}

const ms = (column: string) => `extract(epoch FROM ${column})::float8 * 1000`

const SQL = `
  SELECT c.id, c.number, c.subject_kind AS kind, c.subject_name AS name, c.context_name AS context,
         c.face_url AS "faceUrl", c.state, c.outcome, c.reason, c.severity, c.reports_count AS reports,
         ${ms('c.opened_at')} AS "openedAt", ${ms('c.last_report_at')} AS "lastReportAt",
         json_build_object('staffId', c.claimed_by_id, 'name', s.name, 'expiresAt', ${ms('c.claim_expires_at')}) AS claim,
         c.type, c.queue_id AS queue, ${ms('c.deadline_at')} AS "deadlineAt", c.emergency, c.automated,
         c.subjects_count AS "subjectsCount", json_build_object('id', c.assigned_to_id, 'name', a.name) AS "assignedTo",
         ${ms('c.snoozed_until')} AS "snoozedUntil"
  FROM "case" c LEFT JOIN staff s ON s.id = c.claimed_by_id LEFT JOIN staff a ON a.id = c.assigned_to_id
  WHERE c.state = 'open' AND c.snoozed_until IS NULL AND NOT c.restricted ORDER BY c.opened_at, c.id LIMIT ${LIMIT + 1}`
