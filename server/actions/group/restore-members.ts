import type { EffectContext } from '@/server/actions/effect'
import type { SnapshotPerson } from '@/server/actions/group/restore-plan'
import { isOpenimError } from '@/server/openim/errors'
import { mostInvited } from '@/server/openim/group-membership'

/**
 * Invites everybody who is missing, in batches of 50, and reads each batch back: the released OpenIM answers an error
 * for invitations that succeeded and stops after 50 (contract section 12). Whoever OpenIM refuses in a batch is tried
 * alone; who is refused alone is left out and shows up as missing in the read-back.
 */
export async function bringBack(
  ctx: EffectContext,
  groupId: string,
  people: readonly SnapshotPerson[],
): Promise<void> {
  const wanted = people.filter((person) => person.registered).map((person) => person.userId)
  const refused = new Set<string>()
  for (;;) {
    const present = new Set(await ctx.env.openim.groups.members.ids(groupId, ctx.options))
    const missing = wanted.filter((id) => !present.has(id) && !refused.has(id))
    await ctx.progress('members', wanted.length - missing.length - refused.size, wanted.length)
    if (missing.length === 0) return
    await inviteBatch(ctx, groupId, missing.slice(0, mostInvited), refused)
  }
}

async function inviteBatch(
  ctx: EffectContext,
  groupId: string,
  batch: readonly string[],
  refused: Set<string>,
) {
  try {
    await invite(ctx, groupId, batch)
  } catch (error) {
    if (!isOpenimError(error) || error.kind !== 'refused') throw error
    const [first, ...rest] = batch
    if (first !== undefined && rest.length === 0) {
      refused.add(first)
      return
    }
    const present = new Set(await ctx.env.openim.groups.members.ids(groupId, ctx.options))
    for (const userId of batch) {
      if (!present.has(userId)) await inviteBatch(ctx, groupId, [userId], refused)
    }
  }
}

function invite(ctx: EffectContext, groupId: string, batch: readonly string[]): Promise<void> {
  const { openim } = ctx.env
  return ctx.call(
    'invite',
    () => openim.groups.invite(groupId, batch, { sendMessage: false }, ctx.options),
    async () => {
      const members = await openim.groups.members.details(groupId, batch, ctx.options)
      return members.length === batch.length
    },
  )
}
