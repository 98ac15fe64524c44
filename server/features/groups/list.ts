import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { allowFilter, itemFor } from './case-facts'
import { GROUP_COLUMNS, type GroupRow, groupItem, groupRow, groupsIn } from './group-row'
import { type Matching, matching, where } from './matching'
import type { GroupFilter, GroupItem } from './schema'
import { holds, idsHolding } from './search'

export type GroupListInput = GroupFilter & { cursor?: string | null; limit: number }

/**
 * Groups that are looked through in the order of the list before words are looked for by their index: a word that is
 * common fills a page sooner so, and what the index then finds is not much.
 */
const LOOKED_THROUGH = 5_000

type Order = {
  column: Prisma.Sql
  descending: boolean
  parameter: (value: string | number) => Date | string | number
  value: (row: GroupRow) => string | number
}

const members = {
  column: Prisma.sql`member_count`,
  parameter: same,
  value: (row: GroupRow) => row.member_count,
}
const created = {
  column: Prisma.sql`created_at`,
  parameter: (value: string | number) => new Date(value),
  value: (row: GroupRow) => row.created_at,
}
const name = { column: Prisma.sql`sort_name`, parameter: same, value: (row: GroupRow) => row.sort_name }

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
  if (after) found.conditions.push(behind(found.key, order, after))
  const rows = await readPage(db, input, order, found)
  const page = pageOf(rows, limit, sort, (row) => ({ value: order.value(row), id: row.group_id }))
  return { items: page.rows.map((row) => itemFor(role, groupItem(row))), nextCursor: page.nextCursor }
}

function cursorShape(sort: GroupFilter['sort']) {
  const number = sort === 'members' || sort === 'fewest' ? z.int32() : z.int().min(-8.64e15).max(8.64e15)
  return { value: sort.startsWith('name') ? z.string().max(128) : number, id: z.string().max(64) }
}

function behind(
  key: Prisma.Sql,
  { column, descending, parameter }: Order,
  after: { value: string | number; id: string },
) {
  const compare = descending ? Prisma.sql`<` : Prisma.sql`>`
  return Prisma.sql`(${key}.${column}, ${key}.group_id) ${compare} (${parameter(after.value)}, ${after.id})`
}

async function readPage(db: Pick<Db, 'prisma'>, { q, limit }: GroupListInput, order: Order, found: Matching) {
  const { from, key, conditions } = found
  const sorted = (table: Prisma.Sql) => {
    const direction = order.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
    return Prisma.sql`ORDER BY ${table}.${order.column} ${direction}, ${table}.group_id ${direction}`
  }
  const g = Prisma.sql`g`
  const read = async (picked: Prisma.Sql) =>
    z
      .array(groupRow)
      .parse(await db.prisma.$queryRaw`SELECT ${GROUP_COLUMNS} FROM ${groupsIn(picked)} ${sorted(g)}`)
  const first = Prisma.sql`${sorted(key)} LIMIT ${limit + 1}`
  if (!q) return await read(Prisma.sql`SELECT g.* FROM ${from} ${where(conditions)} ${first}`)

  const candidates = Prisma.sql`SELECT g.* FROM ${from} ${where(conditions)} ${sorted(key)} LIMIT ${LOOKED_THROUGH}`
  const soon = await read(Prisma.sql`
    SELECT g.* FROM (${candidates}) AS g WHERE ${holds(g, q)} OR g.group_id = ${q} ${sorted(g)} LIMIT ${limit + 1}`)
  if (soon.length > limit) return soon
  const named = Prisma.sql`g.group_id IN (
    SELECT ${q} UNION ALL (${idsHolding(Prisma.sql`group_index`, Prisma.sql`group_id`, q)} OFFSET 0))`
  return await read(Prisma.sql`SELECT g.* FROM ${from} ${where([...conditions, named])} ${first}`)
}
