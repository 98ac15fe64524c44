import { z } from 'zod'
import type { Role } from '@/server/auth/permissions'
import type { Db } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { itemFor } from './case-facts'
import { GROUP_COLUMNS, type GroupRow, groupItem, groupRow, groupsIn } from './group-row'
import { knownLeaders } from './leaders'
import { nearNames } from './near-names'
import type { RelatedGroups, Relation } from './page/schema'

/** Most groups of one relation. */
const MOST = 50

/**
 * Groups that have to do with this one: of the same owner, owned by somebody who is an admin here, with an owner or admin
 * of this one among their admins, or of a near-equal name. Each is found through an index. Who is an admin elsewhere is
 * known as it was last read (`readLeaders`). Throws DomainError `not_found`.
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
  const owner = group.ownerId === '' ? [] : [group.ownerId]
  const others = (admins ?? []).filter((id) => id !== group.ownerId)
  const [sameOwner, ofAdmins, ledBySame, nearName] = await Promise.all([
    ownedBy(db, groupId, owner),
    ownedBy(db, groupId, others),
    ledBy(db, groupId, [...owner, ...others]),
    nearNames(db, groupId, group.name, MOST),
  ])
  const found: [Relation, GroupRow[]][] = [
    ['same_owner', sameOwner.slice(0, MOST)],
    ['owned_by_admin', ofAdmins.slice(0, MOST)],
    ['shared_admin', ledBySame.slice(0, MOST)],
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
    more: [sameOwner, ofAdmins, ledBySame].some(({ length }) => length > MOST),
    adminsRead: admins !== null,
  }
}

/** As they were last read while OpenIM is away; null where nobody read them. */
async function adminsOf({ db, openim }: Pick<Env, 'db' | 'openim'>, groupId: string, operationId: string) {
  try {
    const leaders = await openim.groups.leaders(groupId, { operationId })
    return leaders.filter(({ role }) => role === 'admin').map(({ userId }) => userId)
  } catch (error) {
    if (!isAway(error)) throw error
    return (await knownLeaders(db, groupId))?.adminIds ?? null
  }
}

/** Other groups that have any of these people among their admins, the largest first; one more than are listed. */
async function ledBy({ prisma }: Db, groupId: string, leaders: readonly string[]): Promise<GroupRow[]> {
  if (leaders.length === 0) return []
  const led = Prisma.sql`
    SELECT i.* FROM group_leaders AS l JOIN group_index AS i ON i.group_id = l.group_id
    WHERE l.admin_ids && ${[...leaders]}::text[] AND i.group_id <> ${groupId}
    ORDER BY i.member_count DESC, i.group_id LIMIT ${MOST + 1}`
  const rows = await prisma.$queryRaw`
    SELECT ${GROUP_COLUMNS} FROM ${groupsIn(led)} ORDER BY g.member_count DESC, g.group_id`
  return z.array(groupRow).parse(rows)
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
