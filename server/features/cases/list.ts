import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { hiddenFrom } from '@/server/features/appeals/blind'
import { CASE_COLUMNS, CASE_TABLES, type CaseRow, caseItem, caseRow } from './case-row'
import type { CaseFilter, CaseItem } from './schema'
import { type Sighted, sightOf } from './sight'

export type CaseListInput = CaseFilter & { cursor?: string | null; limit: number }

type Order = {
  name: string
  by: Prisma.Sql
  /** The place of a row in this order, as its cursor keeps it. */
  place: (row: CaseRow) => string | number
  shape: z.ZodType<string | number>
  /** The rows behind a place. */
  behind: (place: string | number, id: string) => Prisma.Sql
}

/** Every order has an index of its own in each state (migrations); all its columns go in one direction. */
function orderOf({ sort, state, reason }: CaseFilter): Order {
  if (sort === 'urgent' && state === 'open')
    return byUrgency(reason === undefined ? Prisma.sql`c.urgency` : Prisma.sql`c.urgency::integer`)
  if (sort === 'reports')
    return byOne(`${state}-reports`, Prisma.sql`c.reports_count`, true, (row) => row.reports_count, Number)
  const closed = state === 'closed'
  const column = closed ? Prisma.sql`c.closed_at` : Prisma.sql`c.opened_at`
  const at = (row: CaseRow) => (closed ? (row.closed_at ?? 0) : row.opened_at)
  const date = (place: string | number) => new Date(place)
  return byOne(`${state}-${sort}`, column, sort !== 'oldest', at, date)
}

const PLACE = /^[0-4] \d{1,16}$/

/** `urgency` as the index that is meant has it (migrations). */
const byUrgency = (urgency: Prisma.Sql): Order => ({
  name: 'open-urgent',
  by: Prisma.sql`${urgency}, c.deadline_at, c.id`,
  place: (row) => `${row.urgency} ${row.deadline_at}`,
  shape: z
    .string()
    .regex(PLACE)
    .refine((text) => Number(text.slice(2)) <= LAST_MS),
  behind: (text, id) => {
    const [place, deadline] = String(text).split(' ').map(Number)
    const at = new Date(deadline ?? 0)
    return Prisma.sql`(${urgency}, c.deadline_at, c.id) > (${place}::smallint, ${at}, ${id}::uuid)`
  },
})

/** The last moment that a date can be. */
const LAST_MS = 8.64e15

function byOne(
  name: string,
  column: Prisma.Sql,
  descending: boolean,
  value: (row: CaseRow) => number,
  parameter: (place: string | number) => Date | number,
): Order {
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const compare = descending ? Prisma.sql`<` : Prisma.sql`>`
  return {
    name,
    by: Prisma.sql`${column} ${direction}, c.id ${direction}`,
    place: value,
    shape: z.number().min(0).max(LAST_MS),
    behind: (at, id) => Prisma.sql`(${column}, c.id) ${compare} (${parameter(at)}, ${id}::uuid)`,
  }
}

/**
 * One page of the cases that this person may see. Throws DomainError `invalid` / `cursor_invalid` for a cursor of another
 * order or none of ours.
 */
export async function listCases(
  db: Db,
  actor: Sighted,
  input: CaseListInput,
): Promise<{ items: CaseItem[]; nextCursor: string | null }> {
  const order = orderOf(input)
  const rows = await db.prisma.$queryRaw(caseListSql(await sightOf(db, actor), actor.id, input, order))
  const position = (row: CaseRow) => ({ value: order.place(row), id: row.id })
  const page = pageOf(z.array(caseRow).parse(rows), input.limit, order.name, position)
  const items = page.rows.map(caseItem)
  // What is open has no verdict yet.
  if (input.state === 'open') return { items, nextCursor: page.nextCursor }
  const { caseIds } = await hiddenFrom(db, actor.id)
  const shown = items.map((item) => (caseIds.has(item.id) ? { ...item, outcome: null } : item))
  return { items: shown, nextCursor: page.nextCursor }
}

/** What `listCases` asks the database. Throws DomainError `invalid` / `cursor_invalid`. */
export function caseListSql(
  sight: Prisma.Sql,
  staffId: string,
  input: CaseListInput,
  order = orderOf(input),
): Prisma.Sql {
  const after = positionOf(order.name, { value: order.shape, id: z.uuid() }, input.cursor)
  const conditions = [sight, ...filters(staffId, input)]
  if (after) conditions.push(order.behind(after.value, after.id))
  return Prisma.sql`
    SELECT ${CASE_COLUMNS} FROM ${CASE_TABLES}
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${order.by}
    LIMIT ${input.limit + 1}`
}

function filters(staffId: string, { state, reason, kind, claim, queue }: CaseFilter): Prisma.Sql[] {
  // As the conditions of the indexes say it, so that a prepared plan can use them.
  const conditions = [STATE[state]]
  if (state === 'open')
    conditions.push(
      Prisma.sql`c.snoozed_until IS ${claim === 'snoozed' ? Prisma.sql`NOT` : Prisma.empty} NULL`,
    )
  if (reason !== undefined) conditions.push(Prisma.sql`c.reason = ${reason}`)
  if (kind !== undefined) conditions.push(Prisma.sql`c.subject_kind = ${kind}::"SubjectKind"`)
  if (queue !== undefined) conditions.push(Prisma.sql`c.queue_id = ${queue}`)
  if (claim !== undefined && claim !== 'snoozed') conditions.push(whose(claim, staffId))
  return conditions
}

const STATE = {
  open: Prisma.sql`c.state = 'open'`,
  decided: Prisma.sql`c.state = 'decided'`,
  closed: Prisma.sql`c.state = 'closed'`,
} as const

function whose(claim: Exclude<CaseFilter['claim'], undefined | 'snoozed'>, staffId: string): Prisma.Sql {
  switch (claim) {
    case 'mine':
      return Prisma.sql`c.claimed_by_id = ${staffId}::uuid`
    case 'free':
      return Prisma.sql`(c.claimed_by_id IS NULL OR c.claim_expires_at <= now())`
    case 'assigned':
      return Prisma.sql`c.assigned_to_id = ${staffId}::uuid`
    case 'watched':
      return Prisma.sql`c.id IN (SELECT case_id FROM case_watch WHERE staff_id = ${staffId}::uuid)`
    case 'asked':
      return Prisma.sql`c.id IN (${openQuestions(staffId)})`
  }
}

/** Cases with a question to somebody that nobody has answered. */
export const openQuestions = (staffId: string) => Prisma.sql`
  SELECT q.case_id FROM case_note AS q
  WHERE q.kind = 'question' AND q.to_staff_id = ${staffId}::uuid
    AND NOT EXISTS (SELECT FROM case_note AS r WHERE r.answers_id = q.id)`
