import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { allowFilter, itemFor } from './case-facts'
import { type GroupRow, groupItem } from './group-row'
import { matching } from './matching'
import type { Order } from './page-sql'
import { readPage } from './read-page'
import type { GroupFilter, GroupItem } from './schema'
import { goingOn } from './spans'

export type GroupListInput = GroupFilter & { cursor?: string | null; limit: number }

type ListOrder = Order & {
  parameter: (value: string | number) => Date | string | number
  value: (row: GroupRow) => string | number
}

const members = {
  column: Prisma.sql`member_count`,
  parameter: same,
  value: (row: GroupRow) => row.member_count,
  stretches: 'group_by_members' as const,
}
const created = {
  column: Prisma.sql`created_at`,
  parameter: (value: string | number) => new Date(value),
  value: (row: GroupRow) => row.created_at,
  stretches: 'group_by_created' as const,
}
const name = {
  column: Prisma.sql`sort_name`,
  parameter: same,
  value: (row: GroupRow) => row.sort_name,
  stretches: 'group' as const,
}

/** Each has an index with the id as tie-breaker, both columns in one direction. */
const ORDERS: Record<GroupFilter['sort'], ListOrder> = {
  members: { ...members, descending: true },
  fewest: { ...members, descending: false },
  newest: { ...created, descending: true },
  oldest: { ...created, descending: false },
  name: { ...name, descending: false },
  name_desc: { ...name, descending: true },
}

function same<T>(value: T): T {
  return value
}

/** One page of the group index, dismissed groups included. Throws DomainError `invalid` / `cursor_invalid`. */
export async function listGroups(
  db: Pick<Db, 'prisma'>,
  input: GroupListInput,
  role: Role,
): Promise<{ items: GroupItem[]; nextCursor: string | null }> {
  allowFilter(role, input)
  const { sort, limit, cursor } = input
  const order = ORDERS[sort]
  const after = positionOf(sort, cursorShape(sort), cursor)
  const { column, descending, stretches } = order
  const found = await matching(db, input, role)
  if (after) {
    const row = { value: order.parameter(after.value), id: after.id }
    found.spans = goingOn(found.spans, stretches, descending, row)
  }
  const wanted = { q: input.q, limit: limit + 1, order: { column, descending, stretches } }
  const rows = await readPage(db, wanted, found)
  const page = pageOf(rows, limit, sort, (row) => ({ value: order.value(row), id: row.group_id }))
  return { items: page.rows.map((row) => itemFor(role, groupItem(row))), nextCursor: page.nextCursor }
}

function cursorShape(sort: GroupFilter['sort']) {
  const number = sort === 'members' || sort === 'fewest' ? z.int32() : z.int().min(-8.64e15).max(8.64e15)
  return { value: sort.startsWith('name') ? z.string().max(128) : number, id: z.string().max(64) }
}
