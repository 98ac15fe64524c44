import type { Env } from '@/server/env'
import { type GroupMember, MEMBERS_PER_PAGE } from './schema'

const RANK = { owner: 0, admin: 1, member: 2 } as const

/**
 * One page of a group's people, read from OpenIM now: owner, admins, members, each by name. OpenIM's pages come by role
 * and in no order inside (contract 4.4), so names are in order within a page only. Throws OpenimError.
 */
export async function listMembers(
  { openim }: Pick<Env, 'openim'>,
  { groupId, page }: { groupId: string; page: number },
  operationId: string,
): Promise<{ items: GroupMember[]; total: number; readAt: number }> {
  const readAt = Date.now()
  const found = await openim.groups.members.page(groupId, page, MEMBERS_PER_PAGE, { operationId })
  const items = found.members.map(({ userId, nickname, faceUrl, role, joinedAt, mutedUntil }) => ({
    userId,
    nickname,
    faceUrl,
    role,
    joinedAt,
    mutedUntil: mutedUntil !== null && mutedUntil > readAt ? mutedUntil : null,
  }))
  return { items: items.sort(byRoleAndName), total: found.total, readAt }
}

function byRoleAndName(a: GroupMember, b: GroupMember): number {
  return RANK[a.role] - RANK[b.role] || a.nickname.localeCompare(b.nickname) || (a.userId < b.userId ? -1 : 1)
}
