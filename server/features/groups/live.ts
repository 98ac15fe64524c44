import { desiredGroup } from '@/server/actions/desired'
import type { Db } from '@/server/db/client'
import type { Env } from '@/server/env'
import { DomainError } from '@/server/errors'
import { isAway } from '@/server/openim/errors'
import { refreshGroup } from './refresh'
import type { GroupLive, GroupStatus } from './schema'

/**
 * Reads a group from OpenIM now, into the index too. `read: false` with the time of the last read while OpenIM is away.
 * Throws DomainError `not_found`.
 */
export async function readLive(env: Pick<Env, 'db' | 'openim'>, groupId: string): Promise<GroupLive> {
  try {
    const found = await refreshGroup(env, groupId)
    if (!found) throw new DomainError('not_found', 'not_found', { facts: { groupId } })
    const { group, readAt } = found
    return {
      read: true,
      at: readAt,
      status: group.status,
      members: group.memberCount,
      ownerId: group.ownerId ?? '',
      agrees: await agrees(env.db, groupId, group.status),
    }
  } catch (error) {
    if (!isAway(error)) throw error
    const row = await env.db.prisma.groupIndex.findUnique({ where: { groupId }, select: { readAt: true } })
    return { read: false, lastReadAt: row?.readAt.getTime() ?? 0 }
  }
}

/** Whether OpenIM shows what the group should be. While an action is under way the two may differ; that is no drift. */
async function agrees({ prisma }: Db, groupId: string, status: GroupStatus): Promise<boolean> {
  const subject = { subjectKind: 'group' as const, subjectId: groupId }
  const [state, underWay] = await Promise.all([
    prisma.desiredState.findUnique({ where: { subjectKind_subjectId: subject }, select: { desired: true } }),
    prisma.ledgerRow.findFirst({ where: { ...subject, settledAt: null }, select: { id: true } }),
  ])
  if (state === null || underWay !== null) return true
  const desired = desiredGroup.parse(state.desired)
  return desired.status === null || desired.status === status
}
