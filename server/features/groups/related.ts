import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { itemFor } from './case-facts'
import { GROUP_COLUMNS, type GroupRow, groupItem, groupRow, groupsIn } from './group-row'
import { nearNames } from './near-names'
import type { RelatedGroups, Relation } from './page/schema'

/** Most groups of one relation. */
const MOST = 50

/**
 * Groups that have to do with this one: of the same owner, owned by somebody who is an admin here, or of a near-equal
 * name. Each is found through an index. Who is an admin elsewhere is not known: OpenIM lists the admins of one group, not
 * the groups of one admin. Throws DomainError `not_found`.
 */
export async function relatedGroups(
  env: Pick<Env, 'db' | 'openim'>,
  groupId: string,
  role: Role,
  operationId: string,
): Promise<RelatedGroups> {
  const { db } = env
  const group = await db.prisma.groupIndex.findUnique({
    where: { groupId },
    select: { name: true, ownerId: true },
  })
  if (!group) throw new DomainError('not_found', 'group_not_found')
  const admins = await adminsOf(env, groupId, operationId)
  const [sameOwner, ofAdmins, nearName] = await Promise.all([
    ownedBy(db, groupId, group.ownerId === '' ? [] : [group.ownerId]),
    ownedBy(
      db,
      groupId,
      (admins ?? []).filter((id) => id !== group.ownerId),
    ),
    nearNames(db, groupId, group.name, MOST),
  ])
  const found: [Relation, GroupRow[]][] = [
    ['same_owner', sameOwner.slice(0, MOST)],
    ['owned_by_admin', ofAdmins.slice(0, MOST)],
    ['similar_name', nearName],
  ]
  const items = new Map<string, RelatedGroups['items'][number]>()
  for (const [relation, rows] of found) {
    for (const row of rows) {
      const known = items.get(row.group_id)
      if (known) known.relations.push(relation)
      else items.set(row.group_id, { ...itemFor(role, groupItem(row)), relations: [relation] })
    }
  }
  return {
    items: [...items.values()],
    more: sameOwner.length > MOST || ofAdmins.length > MOST,
    adminsRead: admins !== null,
  }
}

/** Null while OpenIM is away. */
async function adminsOf({ openim }: Pick<Env, 'openim'>, groupId: string, operationId: string) {
  try {
    const leaders = await openim.groups.leaders(groupId, { operationId })
    return leaders.filter(({ role }) => role === 'admin').map(({ userId }) => userId)
  } catch (error) {
    if (!isAway(error)) throw error
    return null
  }
}

/** Other groups that these people own, the largest first; one more than are listed. */
async function ownedBy({ prisma }: Db, groupId: string, owners: readonly string[]): Promise<GroupRow[]> {
  if (owners.length === 0) return []
  const owned = Prisma.sql`
    SELECT i.* FROM group_index AS i WHERE i.owner_id = ANY (${[...owners]}::text[]) AND i.group_id <> ${groupId}
    ORDER BY i.member_count DESC, i.group_id LIMIT ${MOST + 1}`
  const rows = await prisma.$queryRaw`
    SELECT ${GROUP_COLUMNS} FROM ${groupsIn(owned)} ORDER BY g.member_count DESC, g.group_id`
  return z.array(groupRow).parse(rows)
}
