import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { makeOwner, ownerIds } from '@/server/actions/group/owner'
import { type SnapshotPerson, wantedOwner } from '@/server/actions/group/restore-plan'
import { joinIfAlone, leaveAgain } from '@/server/actions/group/stand-in'

/** Gives the group back to its owner, or to whoever comes next. Our admin leaves again, unless it was a member before. */
export async function restoreOwner(
  ctx: EffectContext,
  groupId: string,
  people: readonly SnapshotPerson[],
): Promise<void> {
  const owner = wantedOwner(people)
  if (owner === null) throw new Obstacle('nobody_left')
  const owners = await ownerIds(ctx, groupId)
  if (owners.length === 0) await joinIfAlone(ctx, groupId, owner)
  await makeOwner(ctx, groupId, owner)
  if (!people.some((person) => person.userId === ctx.env.openim.adminId)) await leaveAgain(ctx, groupId)
}
