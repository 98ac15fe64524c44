import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import { pageOf, positionOf } from '@/server/db/keyset'
import { allowFilter, itemFor } from './case-facts'
import { GROUP_COLUMNS, type GroupRow, groupItem, groupRow, groupsIn } from './group-row'
import type { GroupFilter, GroupItem } from './schema'
import { nameOrId } from './search'

export type GroupListInput = GroupFilter & { cursor?: string | null; limit: number }

type Order = { column: Prisma.Sql; descending: boolean; parameter: (value: number) => Date | number }

/** Each has an index with the id as tie-breaker, both columns in one direction. */
const ORDERS: Record<GroupFilter['sort'], Order> = {
  members: { column: Prisma.sql`g.member_count`, descending: true, parameter: (n) => n },
  newest: { column: Prisma.sql`g.created_at`, descending: true, parameter: (n) => new Date(n) },
  oldest: { column: Prisma.sql`g.created_at`, descending: false, parameter: (n) => new Date(n) },
}

/** One page of the group index, dismissed groups included. Throws DomainError `invalid` / `cursor_invalid`. */
export async function listGroups(
  db: Db,
  input: GroupListInput,
  role: Role,
): Promise<{ items: GroupItem[]; nextCursor: string | null }> {
  allowFilter(role, input)
  const { sort, limit, cursor } = input
  const { column, descending, parameter } = ORDERS[sort]
  const direction = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`
  const conditions = filters(input)
  const shape = {
    value: sort === 'members' ? z.int32() : z.int().min(0).max(8.64e15),
    id: z.string().max(64),
  }
  const after = positionOf(sort, shape, cursor)
  if (after) {
    const compare = descending ? Prisma.sql`<` : Prisma.sql`>`
    conditions.push(Prisma.sql`(${column}, g.group_id) ${compare} (${parameter(after.value)}, ${after.id})`)
  }
  const inOrder = Prisma.sql`${column} ${direction}, g.group_id ${direction}`
  const picked = Prisma.sql`
    SELECT g.* FROM group_index AS g LEFT JOIN group_extension AS e ON e.group_id = g.group_id
    ${conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty}
    ORDER BY ${inOrder} LIMIT ${limit + 1}`
  const rows = await db.prisma.$queryRaw`
    SELECT ${GROUP_COLUMNS} FROM ${groupsIn(picked)} ORDER BY ${inOrder}`
  const value = (row: GroupRow) => (sort === 'members' ? row.member_count : row.created_at)
  const page = pageOf(z.array(groupRow).parse(rows), limit, sort, (row) => ({
    value: value(row),
    id: row.group_id,
  }))
  return { items: page.rows.map((row) => itemFor(role, groupItem(row))), nextCursor: page.nextCursor }
}

function filters({ q, status, standing }: GroupFilter): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = []
  if (q) conditions.push(nameOrId(q))
  if (status !== undefined) conditions.push(Prisma.sql`g.status = ${status}::"GroupStatus"`)
  if (standing !== undefined) conditions.push(inStanding(standing))
  return conditions
}

function inStanding(standing: NonNullable<GroupFilter['standing']>): Prisma.Sql {
  const reported = Prisma.sql`EXISTS (
    SELECT 1 FROM "case" AS c WHERE c.group_id = g.group_id AND c.state = 'open')`
  if (standing === 'good') return Prisma.sql`coalesce(e.standing, 'good') = 'good' AND NOT ${reported}`
  if (standing === 'under_review') return Prisma.sql`coalesce(e.standing, 'good') = 'good' AND ${reported}`
  return Prisma.sql`e.standing = ${standing}::"Standing"`
}
