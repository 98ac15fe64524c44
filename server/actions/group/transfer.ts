import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { groupNow } from '@/server/actions/group/now'
import { makeOwner, ownerIds } from '@/server/actions/group/owner'
import { lookAtLeaders } from '@/server/actions/group/reading'
import { ownerInput } from '@/server/actions/group/schema'
import { defineGroupAction } from '@/server/actions/group/subject'

/** Give a group to another of its members; the owner until now becomes what that person was (contract 4.5). */
export const transferGroup = defineGroupAction({
  name: 'group.transfer',
  input: ownerInput,
  /** `role`: what the new owner was, and the owner until now becomes. */
  kept: z.object({ priorOwnerId: z.string(), role: z.enum(['admin', 'member']).default('admin') }),
  inverse: ({ userId }, kept) =>
    kept && kept.priorOwnerId !== userId
      ? { action: 'group.transfer', input: { userId: kept.priorOwnerId } }
      : null,

  desired: (before, { userId }) => ({ ...before, ownerId: userId, heldOwner: null }),

  look: lookAtLeaders,

  plan(group, { userId }) {
    const { leadership } = group
    const isAlive = group.status !== 'dismissed'
    const [owner] = leadership?.owners ?? []
    const several = (leadership?.owners.length ?? 0) > 1
    return {
      people: 2,
      largest: group.members,
      consequences: [
        fact('transfer_new_owner', { name: leadership?.asked?.name ?? userId }),
        ...when(
          owner !== undefined,
          fact('transfer_prior_owner', {
            name: owner?.name ?? '',
            role: leadership?.asked?.role === 'admin' ? 'admin' : 'member',
          }),
        ),
        ...when(leadership?.asked?.isMuted === true, fact('transfer_unmutes')),
        fact('owner_told'),
      ],
      obstacles: [
        ...when(!isAlive, fact('dismissed_group')),
        ...when(isAlive && group.ownerId === null, fact('ownerless')),
        ...when(several, fact('several_owners')),
        ...when(!several && leadership?.asked?.role === 'owner', fact('already_owner')),
        ...when(leadership !== null && leadership.asked === null, fact('not_a_member')),
      ],
      takenBack: { by: 'group.transfer', days: null },
    }
  },

  async keep(ctx, { groupId, input }) {
    if ((await groupNow(ctx, groupId)).status === 'dismissed') throw new Obstacle('dismissed_group')
    const [owner, ...more] = await ownerIds(ctx, groupId)
    if (owner === undefined) throw new Obstacle('ownerless')
    if (more.length > 0) throw new Obstacle('several_owners')
    const [asked] = await ctx.env.openim.groups.members.details(groupId, [input.userId], ctx.options)
    if (!asked) throw new Obstacle('not_a_member')
    return { priorOwnerId: owner, role: asked.role === 'member' ? ('member' as const) : ('admin' as const) }
  },

  async apply(ctx, { groupId, input }, { role }) {
    if ((await groupNow(ctx, groupId)).status === 'dismissed') throw new Obstacle('dismissed_group')
    // Two owners by now are what a transfer that took effect twice left behind.
    await makeOwner(ctx, groupId, input.userId, role)
  },

  async verify(ctx, { groupId, input }): Promise<Verdict> {
    const owners = await ownerIds(ctx, groupId)
    if (owners.length > 1) return { kind: 'absent', code: 'several_owners' }
    if (owners[0] !== input.userId) return { kind: 'absent', code: 'not_owner' }
    return { kind: 'holds', facts: { owner: input.userId } }
  },
})
