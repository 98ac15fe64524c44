import { type EffectContext, NotSeen, Obstacle } from '@/server/actions/effect'
import type { SnapshotPerson } from '@/server/actions/group/restore-plan'
import { sanctionedIn } from '@/server/actions/group/sanctioned'

type Restoring = {
  groupId: string
  snapshotId: string
  alsoTold?: boolean | undefined
  ownerId: string | null
}

/**
 * Invites everybody who is missing, but for those who were suspended or dismissed since: that is asked before each
 * batch. Whom OpenIM refuses is left out and shows up as missing in the read-back. Returns who is left to be looked
 * after. Throws OpenimError, `NotSeen`, and `Obstacle` where the owner to be may not come back any more.
 */
export async function bringBack(
  ctx: EffectContext,
  { groupId, snapshotId, alsoTold, ownerId }: Restoring,
  people: readonly SnapshotPerson[],
): Promise<SnapshotPerson[]> {
  const wanted = people.filter((person) => person.registered).map((person) => person.userId)
  const mayStill = async (batch: readonly string[]) => {
    const sanctioned = new Set(await sanctionedIn(ctx.env.db, snapshotId, { alsoTold }))
    // What is desired of the group names its owner: another one would be a change behind our back.
    if (ownerId !== null && batch.includes(ownerId) && sanctioned.has(ownerId)) {
      throw new Obstacle('owner_sanctioned')
    }
    return batch.filter((id) => !sanctioned.has(id))
  }
  const outcome = await ctx.env.openim.groups.inviteAll(
    groupId,
    wanted,
    { sendMessage: false },
    ctx.options,
    {
      write: ctx.call,
      progress: (done, total) => ctx.progress('members', done, total),
      mayStill,
    },
  )
  if (outcome.stopped) throw outcome.stopped
  if (outcome.unknown.length > 0) throw new NotSeen('invite')
  const leftOut = new Set(outcome.leftOut)
  return people.filter((person) => !leftOut.has(person.userId))
}

/** Who was suspended or dismissed after the restore began, before they were back: they stay out too. */
export async function sanctionedMeanwhile(
  ctx: EffectContext,
  { snapshotId, alsoTold }: Pick<Restoring, 'snapshotId' | 'alsoTold'>,
  memberIds: readonly string[],
): Promise<string[]> {
  const back = new Set(memberIds)
  const now = await sanctionedIn(ctx.env.db, snapshotId, { alsoTold })
  return now.filter((id) => !back.has(id))
}
