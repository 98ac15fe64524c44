import type { Env } from '@/server/env'
import { announce } from '@/server/live/announce'
import type { Group } from '@/server/openim/group-schema'
import { writeGroups } from './group-index'
import { rememberOwners } from './owners'

/**
 * Reads one group from OpenIM now and keeps it in the index; open pages hear of it when it changed. Null when OpenIM has
 * no such group. Throws OpenimError.
 */
export async function refreshGroup(
  env: Pick<Env, 'db' | 'openim'>,
  groupId: string,
  // Not of the group's id: that may hold characters which no header can carry.
  operationId = `refresh-${crypto.randomUUID()}`,
): Promise<{ group: Group; readAt: number } | null> {
  const readAt = Date.now()
  const group = await env.openim.groups.byId(groupId, { operationId })
  if (!group) return null
  await env.db.prisma.$transaction(async (tx) => {
    const changed = await writeGroups({ prisma: tx }, [group], readAt)
    for (const id of changed) await announce(tx, 'group', id)
  })
  await rememberOwners(env, [group], operationId)
  return { group, readAt }
}
