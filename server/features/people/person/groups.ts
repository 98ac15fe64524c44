import type { Env } from '@/server/env'
import { GROUPS_PER_PAGE, type PersonGroup } from './schema'

/**
 * One page of the groups somebody is in, with what they are there, read from OpenIM now: by name, then age. Throws
 * OpenimError.
 */
export async function groupsOf(
  { openim }: Pick<Env, 'openim'>,
  { userId, page }: { userId: string; page: number },
  operationId: string,
): Promise<{ items: PersonGroup[]; total: number; readAt: number }> {
  const readAt = Date.now()
  const options = { operationId }
  const { groups, total } = await openim.groups.joinedPage(userId, page, GROUPS_PER_PAGE, options)
  const items = await Promise.all(
    groups.map(async ({ id, name, faceUrl, memberCount, status }) => {
      const [member] = await openim.groups.members.details(id, [userId], options)
      const mutedUntil = member?.mutedUntil ?? null
      return {
        groupId: id,
        name,
        faceUrl,
        members: memberCount,
        status,
        role: member?.role ?? null,
        mutedUntil: mutedUntil !== null && mutedUntil > readAt ? mutedUntil : null,
      }
    }),
  )
  return { items, total, readAt }
}
