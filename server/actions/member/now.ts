import { type ReadContext, sharedReading } from '@/server/actions/attempt'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { memberOfOurs } from '@/server/actions/member/ours'
import type { MemberAddress } from '@/server/actions/member/schema'
import { isNotFound } from '@/server/openim/errors'
import type { Member } from '@/server/openim/group-schema'
import type { JoinRequest } from '@/server/openim/join-requests'

/** The member as OpenIM has it, or null where this person is not in this group. Throws OpenimError, as all here do. */
export const memberNow = sharedReading(async (ctx: ReadContext, groupId: string, userId: string) => {
  const [member] = await ctx.env.openim.groups.members.details(groupId, [userId], ctx.options)
  return member ?? null
})

/** The group, dismissed or not, or null where OpenIM has none. */
export const groupOf = sharedReading((ctx: ReadContext, groupId: string) =>
  ctx.env.openim.groups.byId(groupId, ctx.options),
)

/** The person, or null where nobody is registered under this id. */
export const personNow = sharedReading(async (ctx: ReadContext, userId: string) => {
  const [user] = await ctx.env.openim.users.info([userId], ctx.options)
  return user ?? null
})

/** The person's newest application to the group, answered or not, or null. OpenIM keeps one of each. */
export const requestNow = sharedReading(
  async (ctx: ReadContext, groupId: string, userId: string): Promise<JoinRequest | null> => {
    const query = { groupIds: [groupId], page: 1, size: 10 }
    try {
      const { requests } = await ctx.env.openim.joinRequests.ofUser(userId, query, ctx.options)
      return requests.find((request) => request.groupId === groupId) ?? null
    } catch (error) {
      if (isNotFound(error)) return null
      throw error
    }
  },
)

/** Throws Obstacle while the group is being dismissed or restored. */
export async function refuseWhileBusy(ctx: EffectContext, { groupId, userId }: MemberAddress): Promise<void> {
  const { isBusy } = await memberOfOurs(ctx, groupId, userId)
  if (isBusy) throw new Obstacle('group_busy')
}

/** The member; throws Obstacle where this person is not in the group, with the reason. */
export async function presentMember(ctx: EffectContext, { groupId, userId }: MemberAddress): Promise<Member> {
  const member = await memberNow(ctx, groupId, userId)
  if (member) return member
  await refuseDismissed(ctx, groupId)
  throw new Obstacle('not_in_group')
}

/** Throws Obstacle where nobody can come into the group. */
export async function refuseDismissed(ctx: EffectContext, groupId: string): Promise<void> {
  const group = await groupOf(ctx, groupId)
  if (group === null) throw new Obstacle('unknown_group')
  if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
}
