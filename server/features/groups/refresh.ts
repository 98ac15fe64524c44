import type { Env } from '@/server/env'
import { announce } from '@/server/live/announce'
import type { Group } from '@/server/openim/group-schema'
import { markGone, settleFacts, writeGroups } from './group-index'
import { rememberOwners } from './owners'

/**
 * Reads one group from OpenIM now and keeps it in the index; open pages hear of it when it changed. Null when OpenIM has
 * no such group; one that the index knows is gone then. Throws OpenimError.
 */
export async function refreshGroup(
  env: Pick<Env, 'db' | 'openim'>,
  groupId: string,
  // Not of the group's id: that may hold characters which no header can carry.
  operationId = `refresh-${crypto.randomUUID()}`,
): Promise<{ group: Group; readAt: number } | null> {
  const { groups, readAt } = await refreshGroups(env, [groupId], operationId)
  const [group] = groups
  return group ? { group, readAt } : null
}

/** The same for many groups at once. Returns those that OpenIM knows. Throws OpenimError. */
export async function refreshGroups(
  env: Pick<Env, 'db' | 'openim'>,
  groupIds: readonly string[],
  operationId = `refresh-${crypto.randomUUID()}`,
): Promise<{ groups: Group[]; readAt: number }> {
  const readAt = Date.now()
  const groups = await env.openim.groups.byIds(groupIds, { operationId })
  const known = new Set(groups.map(({ id }) => id))
  const gone = groupIds.filter((id) => !known.has(id))
  await env.db.prisma.$transaction(async (tx) => {
    const writer = { prisma: tx }
    const changed = await writeGroups(writer, groups, readAt)
    const missing = await markGone(writer, gone, readAt)
    for (const id of known) await settleFacts(tx, id)
    for (const id of [...changed, ...missing]) await announce(tx, 'group', id)
  })
  await rememberOwners(env, groups, operationId)
  return { groups, readAt }
}
