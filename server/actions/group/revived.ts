import { z } from 'zod'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { hasStatus } from '@/server/actions/group/now'
import { makeOwner } from '@/server/actions/group/owner'
import { adminIsIn, bringIn } from '@/server/actions/group/stand-in'
import { isOpenimError } from '@/server/openim/errors'
import type { Group } from '@/server/openim/group-schema'

/**
 * Muting and unmuting overwrite the status, whatever it was (contract 4.5). Where a group was dismissed between our read
 * and our call, the call revives it: without anybody in it, since OpenIM deleted its members. Nothing can be done about
 * that moment, so it is looked for afterwards, and the group dismissed again.
 */
export const keptBefore = z.object({
  people: z.number().default(0),
  ownerId: z.string().nullable().default(null),
  adminIsIn: z.boolean().default(false),
})
type Before = z.output<typeof keptBefore>

/** What a group was before our call, to be kept. */
export async function beforeOf(ctx: EffectContext, group: Group): Promise<Before> {
  const { id, memberCount, ownerId } = group
  return { people: memberCount, ownerId, adminIsIn: await adminIsIn(ctx, id) }
}

/** Whether our call revived it: people were in it, and nobody is but those who are to dismiss it again. */
export async function isRevived(ctx: EffectContext, group: Group, was: Before): Promise<boolean> {
  if (was.people === 0 || group.status === 'dismissed') return false
  if (group.memberCount === 0) return true
  if (was.adminIsIn || group.memberCount > 2) return false
  const { adminId, groups } = ctx.env.openim
  const ids = await groups.members.ids(group.id, ctx.options)
  return ids.includes(adminId) && ids.every((id) => id === adminId || id === was.ownerId)
}

/**
 * Dismisses a group again that our own call revived. OpenIM dismisses only a group with an owner, and makes one only out
 * of two people: our admin and the former owner join without a notice, and go with the dismissal.
 * Always throws: `Obstacle` `revived_dismissed_again`, or `revived_dismissed` where that did not work; OpenimError.
 */
export async function dismissAgain(ctx: EffectContext, groupId: string, { ownerId }: Before): Promise<never> {
  const { adminId, groups } = ctx.env.openim
  if (ownerId === null || ownerId === adminId) throw new Obstacle('revived_dismissed')
  try {
    await bringIn(ctx, groupId, adminId)
    await bringIn(ctx, groupId, ownerId)
    await makeOwner(ctx, groupId, ownerId)
    await ctx.call(
      'dismiss',
      () => groups.dismiss(groupId, ctx.options),
      async () =>
        (await hasStatus(ctx, groupId, 'dismissed')) &&
        (await groups.members.ids(groupId, ctx.options)).length === 0,
    )
  } catch (error) {
    if (isOpenimError(error) && error.kind === 'refused') throw new Obstacle('revived_dismissed')
    throw error
  }
  throw new Obstacle('revived_dismissed_again')
}
