import { type EffectContext, NotSeen } from '@/server/actions/effect'
import type { SnapshotPerson } from '@/server/actions/group/restore-plan'

/**
 * Invites everybody who is missing. Whom OpenIM refuses is left out and shows up as missing in the read-back.
 * Throws OpenimError, `NotSeen`.
 */
export async function bringBack(
  ctx: EffectContext,
  groupId: string,
  people: readonly SnapshotPerson[],
): Promise<void> {
  const wanted = people.filter((person) => person.registered).map((person) => person.userId)
  const outcome = await ctx.env.openim.groups.inviteAll(
    groupId,
    wanted,
    { sendMessage: false },
    ctx.options,
    {
      write: ctx.call,
      progress: (done, total) => ctx.progress('members', done, total),
    },
  )
  if (outcome.stopped) throw outcome.stopped
  if (outcome.unknown.length > 0) throw new NotSeen('invite')
}
