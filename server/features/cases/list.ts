import { z } from 'zod'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { CASE_COLUMNS, type CaseRow, caseItem, caseRow } from './case-row'
import type { CaseFilter, CaseItem } from './schema'

export type CaseListInput = CaseFilter & { cursor?: string | null; limit: number }

type Order = {
  column: Prisma.Sql
  descending: boolean
  /** The value of `column` in a row, as the cursor keeps it, and back. */
  value: (row: CaseRow) => number
  parameter: (value: number) => Date | number
}

/** Every order has an index of its own in each state (migrations); both columns go in one direction. */
function orderOf({ sort, state }: CaseFilter): Order {
  if (sort === 'reports') return byNumber(Prisma.sql`c.reports_count`, (row) => row.reports_count)
  if (sort === 'severity') return byNumber(Prisma.sql`c.severity`, (row) => row.severity)
  const closed = state === 'closed'
  return {
    column: closed ? Prisma.sql`c.closed_at` : Prisma.sql`c.opened_at`,
    descending: sort === 'newest',
    value: (row) => (closed ? (row.closed_at ?? 0) : row.opened_at),
    parameter: (value) => new Date(value),
  }
}

function byNumber(column: Prisma.Sql, value: Order['value']): Order {
  return { column, descending: true, value, parameter: (n) => n }
}

/** One page of the queue. Throws DomainError `invalid` / `cursor_invalid` for a cursor of another order or none of ours. */
export async function listCases(
  db: Db,
  staffId: string,
  input: CaseListInput,
): Promise<{ items: CaseItem[]; nextCursor: string | null }> {
  const order = orderOf(input)
  const name = `${input.state}-${input.sort}`
  const after = positionOf(name, { value: z.number().min(0).max(8.64e15), id: z.uuid() }, input.cursor)
  const conditions = [Prisma.sql`c.state = ${input.state}::"CaseState"`, ...filters(staffId, input)]
  const direction = order.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  if (after) {
    const compare = order.descending ? Prisma.sql`<` : Prisma.sql`>`
    const value = order.parameter(after.value)
    conditions.push(Prisma.sql`(${order.column}, c.id) ${compare} (${value}, ${after.id}::uuid)`)
  }
  const rows = await db.prisma.$queryRaw`
    SELECT ${CASE_COLUMNS}
    FROM "case" AS c LEFT JOIN staff AS s ON s.id = c.claimed_by_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY ${order.column} ${direction}, c.id ${direction}
    LIMIT ${input.limit + 1}`
  const position = (row: CaseRow) => ({ value: order.value(row), id: row.id })
  const page = pageOf(z.array(caseRow).parse(rows), input.limit, name, position)
  return { items: page.rows.map(caseItem), nextCursor: page.nextCursor }
}

function filters(staffId: string, { reason, kind, claim }: CaseFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (reason !== undefined) conditions.push(Prisma.sql`c.reason = ${reason}`)
  if (kind !== undefined) conditions.push(Prisma.sql`c.subject_kind = ${kind}::"SubjectKind"`)
  if (claim === 'mine') conditions.push(Prisma.sql`c.claimed_by_id = ${staffId}::uuid`)
  if (claim === 'free') conditions.push(Prisma.sql`(c.claimed_by_id IS NULL OR c.claim_expires_at <= now())`)
  return conditions
}
