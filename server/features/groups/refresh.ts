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
  const readAt = Date.now()
  const group = await env.openim.groups.byId(groupId, { operationId })
  await env.db.prisma.$transaction(async (tx) => {
    const writer = { prisma: tx }
    const changed = group
      ? await writeGroups(writer, [group], readAt)
      : await markGone(writer, [groupId], readAt)
    if (group) await settleFacts(tx, groupId)
    for (const id of changed) await announce(tx, 'group', id)
  })
  if (!group) return null
  await rememberOwners(env, [group], operationId)
  return { group, readAt }
}
