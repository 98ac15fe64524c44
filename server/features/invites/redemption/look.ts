import type { Env } from '@/server/env'
import type { Group } from '@/server/openim/group-schema'
import type { GroupFound } from './asked'

/** Somebody is waiting: a slow OpenIM counts as away sooner than elsewhere, ms. */
const READ_MS = 3_000

/**
 * What OpenIM has of a group and of these people, in three calls at once. `readAt` is when, by the database's clock (ms).
 * Throws OpenimError.
 */
export async function lookAtGroup(
  { openim }: Pick<Env, 'openim'>,
  groupId: string,
  userIds: readonly string[],
  readAt: number,
  operationId: string,
): Promise<GroupFound> {
  const options = { operationId, timeoutMs: READ_MS }
  const [group, members, people] = await Promise.all([
    openim.groups.byId(groupId, options),
    openim.groups.members.details(groupId, userIds, options),
    openim.users.info(userIds, options),
  ])
  return {
    groupId,
    closed: whyClosed(group),
    members: group?.memberCount ?? 0,
    readAt,
    present: new Set(members.map(({ userId }) => userId)),
    names: new Map(people.map(({ id, nickname }) => [id, nickname])),
  }
}

/** Why nobody can come into a group; null where nothing stands in the way. A muted one lets people in. Pure. */
export function whyClosed(group: Pick<Group, 'status' | 'ownerId'> | null): GroupFound['closed'] {
  if (group === null) return 'group_deleted'
  if (group.status === 'dismissed') return 'group_dismissed'
  if (group.status === 'banned') return 'group_suspended'
  return group.ownerId ? null : 'group_ownerless'
}
