import type { Pool } from 'pg'
import { cursorOf } from '@/server/db/keyset'
import type { CaseListInput } from '@/server/features/cases/list'

/** A page of the queue, as the procedure is asked for it and as plain SQL reads the same rows. */
export type ListCase = { name: string; input: CaseListInput; sql: string; values: unknown[] }

const LIMIT = 50

type Order = { sort: CaseListInput['sort']; column: string; direction: 'ASC' | 'DESC' }

const ORDERS: Order[] = [
  { sort: 'oldest', column: 'opened_at', direction: 'ASC' },
  { sort: 'newest', column: 'opened_at', direction: 'DESC' },
  { sort: 'reports', column: 'reports_count', direction: 'DESC' },
]

/** The first page and one behind `depth` rows, in every order; and a filtered one. */
export async function listCases(pool: Pool, depth: number): Promise<ListCase[]> {
  const deep = await Promise.all(ORDERS.map((order) => deepPage(pool, order, depth)))
  const [oldest] = ORDERS
  const filtered = oldest ? [firstPage(oldest, 'spam')] : []
  return [...ORDERS.map((order) => firstPage(order)), ...deep, ...filtered]
}

const COLUMNS = `c.id, c.number, c.subject_kind, c.subject_name, c.context_name, c.face_url, c.state, c.outcome, c.reason,
  c.severity, c.reports_count, c.opened_at, c.last_report_at, c.closed_at, c.claimed_by_id, s.name, c.claim_expires_at`

function page({ column, direction }: Order, condition: string) {
  return `SELECT ${COLUMNS} FROM "case" c LEFT JOIN staff s ON s.id = c.claimed_by_id
    WHERE c.state = 'open' ${condition} ORDER BY c.${column} ${direction}, c.id ${direction} LIMIT ${LIMIT + 1}`
}

function firstPage(order: Order, reason?: string): ListCase {
  return {
    name: reason ? `${order.sort}, ${reason} only` : order.sort,
    input: { state: 'open', sort: order.sort, limit: LIMIT, ...(reason && { reason }) },
    sql: page(order, reason ? 'AND c.reason = $1' : ''),
    values: reason ? [reason] : [],
  }
}

async function deepPage(pool: Pool, order: Order, depth: number): Promise<ListCase> {
  const { column, direction, sort } = order
  const { rows } = await pool.query(
    `SELECT id, ${column} AS value FROM "case" WHERE state = 'open'
     ORDER BY ${column} ${direction}, id ${direction} OFFSET $1 LIMIT 1`,
    [depth],
  )
  const { id, value } = rows[0]
  const position = { value: Number(value), id: String(id) }
  const compare = direction === 'ASC' ? '>' : '<'
  return {
    name: `${sort}, ${depth} rows deep`,
    input: { state: 'open', sort, limit: LIMIT, cursor: cursorOf(`open-${sort}`, position) },
    sql: page(order, `AND (c.${column}, c.id) ${compare} ($1, $2)`),
    values: [value, id],
  }
}
