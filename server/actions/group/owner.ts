import { type EffectContext, NotSeen, Obstacle } from '@/server/actions/effect'
import type { TransferOutcome } from '@/server/openim/group-ownership'

type LowerRole = 'admin' | 'member'

/** Ids of everybody with the owner's role now. */
export async function ownerIds(ctx: EffectContext, groupId: string): Promise<string[]> {
  const owners = await ctx.env.openim.groups.owners(groupId, ctx.options)
  return owners.map((member) => member.userId)
}

/**
 * Makes somebody the one owner of a group. A transfer is not safe to repeat — the same call twice makes two owners — so
 * the owners are read right before, and exactly one is seen after (contract 4.5 `transfer_group`). Several owners are
 * brought down to one first; the others become what `others` says.
 * Throws `Obstacle` (`not_a_member`, `nobody_to_transfer_from`, `overtaken`), `NotSeen`, OpenimError.
 */
export async function makeOwner(
  ctx: EffectContext,
  groupId: string,
  userId: string,
  others: LowerRole = 'admin',
): Promise<void> {
  const owners = await ownerIds(ctx, groupId)
  const stays = owners.includes(userId) ? userId : owners[0]
  await demote(
    ctx,
    groupId,
    owners.filter((id) => id !== stays),
    others,
  )
  const { transferOwner } = ctx.env.openim.groups
  settled(await transferOwner(groupId, userId, ctx.options, { write: ctx.call }))
}

async function demote(
  ctx: EffectContext,
  groupId: string,
  surplus: readonly string[],
  role: LowerRole,
): Promise<void> {
  if (surplus.length === 0) return
  const changes = surplus.map((userId) => ({ userId, role }))
  await ctx.call(
    'demote',
    () => ctx.env.openim.groups.setMembers(groupId, changes, ctx.options),
    async () => !(await ownerIds(ctx, groupId)).some((id) => surplus.includes(id)),
  )
}

function settled(outcome: TransferOutcome): void {
  if (outcome.result === 'transferred' || outcome.result === 'already') return
  if (outcome.result === 'overtaken') throw new Obstacle('overtaken')
  if (outcome.result === 'refused' && outcome.why !== 'openim_refused') throw new Obstacle(outcome.why)
  throw ('error' in outcome && outcome.error) || new NotSeen('transfer')
}
