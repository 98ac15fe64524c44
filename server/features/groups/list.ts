import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { allowFilter, itemFor } from './case-facts'
import { type GroupRow, groupItem } from './group-row'
import { matching } from './matching'
import { readPage } from './read-page'
import type { GroupFilter, GroupItem } from './schema'

export type GroupListInput = GroupFilter & { cursor?: string | null; limit: number }

type Order = {
  column: Prisma.Sql
  descending: boolean
  parameter: (value: string | number) => Date | string | number
  value: (row: GroupRow) => string | number
  byName: boolean
}

const members = {
  column: Prisma.sql`member_count`,
  parameter: same,
  value: (row: GroupRow) => row.member_count,
  byName: false,
}
const created = {
  column: Prisma.sql`created_at`,
  parameter: (value: string | number) => new Date(value),
  value: (row: GroupRow) => row.created_at,
  byName: false,
}
const name = {
  column: Prisma.sql`sort_name`,
  parameter: same,
  value: (row: GroupRow) => row.sort_name,
  byName: true,
}

/** Each has an index with the id as tie-breaker, both columns in one direction. */
const ORDERS: Record<GroupFilter['sort'], Order> = {
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
  const found = await matching(db, input, role)
  if (after) found.conditions.push(behind(order, after))
  const rows = await readPage(db, { q: input.q, limit: limit + 1, order, after: after?.value }, found)
  const page = pageOf(rows, limit, sort, (row) => ({ value: order.value(row), id: row.group_id }))
  return { items: page.rows.map((row) => itemFor(role, groupItem(row))), nextCursor: page.nextCursor }
}

function cursorShape(sort: GroupFilter['sort']) {
  const number = sort === 'members' || sort === 'fewest' ? z.int32() : z.int().min(-8.64e15).max(8.64e15)
  return { value: sort.startsWith('name') ? z.string().max(128) : number, id: z.string().max(64) }
}

function behind({ column, descending, parameter }: Order, after: { value: string | number; id: string }) {
  const compare = descending ? Prisma.sql`<` : Prisma.sql`>`
  return Prisma.sql`(k.${column}, k.group_id) ${compare} (${parameter(after.value)}, ${after.id})`
}
