import { type EffectContext, Obstacle } from '@/server/actions/effect'

/**
 * Some changes need two people in a group: a transfer needs somebody to transfer from. Where there is nobody else, our
 * own OpenIM admin joins for that moment and leaves again.
 */
export async function adminIsIn(ctx: EffectContext, groupId: string): Promise<boolean> {
  return isIn(ctx, groupId, ctx.env.openim.adminId)
}

/** Our admin joins where `userId` is alone. */
export async function joinIfAlone(ctx: EffectContext, groupId: string, userId: string): Promise<void> {
  const ids = await ctx.env.openim.groups.members.ids(groupId, ctx.options)
  if (ids.every((id) => id === userId)) await bringIn(ctx, groupId, ctx.env.openim.adminId)
}

/** Brings one person in without a notice in the chat. */
export async function bringIn(ctx: EffectContext, groupId: string, userId: string): Promise<void> {
  if (await isIn(ctx, groupId, userId)) return
  await ctx.call(
    'invite',
    () => ctx.env.openim.groups.invite(groupId, [userId], { sendMessage: false }, ctx.options),
    () => isIn(ctx, groupId, userId),
  )
}

/** Our admin leaves again. As the owner it could not: then somebody made it one. */
export async function leaveAgain(ctx: EffectContext, groupId: string): Promise<void> {
  const { adminId, groups } = ctx.env.openim
  const [admin] = await groups.members.details(groupId, [adminId], ctx.options)
  if (!admin) return
  if (admin.role === 'owner') throw new Obstacle('overtaken')
  await ctx.call(
    'leave',
    () => groups.quit(groupId, adminId, ctx.options),
    async () => !(await isIn(ctx, groupId, adminId)),
  )
}

async function isIn(ctx: EffectContext, groupId: string, userId: string): Promise<boolean> {
  return (await ctx.env.openim.groups.members.details(groupId, [userId], ctx.options)).length > 0
}
