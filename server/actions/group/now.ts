import { type EffectContext, Obstacle } from '@/server/actions/effect'
import type { Group, GroupStatus } from '@/server/openim/group-schema'

/** The group as OpenIM has it now. Throws `Obstacle` where it has none, OpenimError where it cannot be read. */
export async function groupNow(ctx: EffectContext, groupId: string): Promise<Group> {
  const group = await ctx.env.openim.groups.byId(groupId, ctx.options)
  if (!group) throw new Obstacle('unknown_group')
  return group
}

/** Whether OpenIM shows this status now. */
export async function hasStatus(ctx: EffectContext, groupId: string, status: GroupStatus): Promise<boolean> {
  return (await groupNow(ctx, groupId)).status === status
}
