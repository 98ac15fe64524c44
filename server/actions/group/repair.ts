import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { type EffectContext, Obstacle } from '@/server/actions/effect'
import { groupNow } from '@/server/actions/group/now'
import { makeOwner, ownerIds } from '@/server/actions/group/owner'
import { lookAtLeaders } from '@/server/actions/group/reading'
import { ownerInput } from '@/server/actions/group/schema'
import { adminIsIn, joinIfAlone, leaveAgain } from '@/server/actions/group/stand-in'
import { defineGroupAction } from '@/server/actions/group/subject'

/** Who led the group before; nobody else may lead it afterwards. */
const kept = z.object({ leaders: z.array(z.string()), adminIsIn: z.boolean() })
type Kept = z.output<typeof kept>

/**
 * Give a group one owner again that has none, or several: OpenIM neither dismisses nor edits a group without one
 * (contract 4.5). A transfer works from any member then; everybody else keeps their role.
 */
export const repairGroup = defineGroupAction({
  name: 'group.repair',
  input: ownerInput,
  kept,
  inverse: () => null,

  desired: (before, { userId }) => ({ ...before, ownerId: userId, heldOwner: null }),

  look: lookAtLeaders,

  plan(group, { userId }) {
    const { leadership } = group
    const isAlive = group.status !== 'dismissed'
    const owners = leadership?.owners.length ?? 0
    return {
      people: Math.max(owners, 1),
      largest: group.members,
      consequences: [
        fact('repair_new_owner', { name: leadership?.asked?.name ?? userId }),
        owners > 1
          ? fact('repair_others_admins', { people: owners - 1 })
          : fact('repair_others_keep_roles', { people: Math.max(group.members - 1, 0) }),
        ...when(leadership?.asked?.isMuted === true, fact('transfer_unmutes')),
        ...when(group.members === 1, fact('repair_helper')),
        fact('owner_told'),
      ],
      obstacles: [
        ...when(!isAlive, fact('dismissed_group')),
        ...when(isAlive && group.members === 0, fact('nobody_in_it')),
        ...when(owners === 1, fact('has_owner')),
        ...when(leadership !== null && leadership.asked === null && group.members > 0, fact('not_a_member')),
      ],
      takenBack: null,
    }
  },

  async keep(ctx, { groupId, input }) {
    if ((await groupNow(ctx, groupId)).status === 'dismissed') throw new Obstacle('dismissed_group')
    const leaders = await ctx.env.openim.groups.leaders(groupId, ctx.options)
    if (leaders.filter((leader) => leader.role === 'owner').length === 1) throw new Obstacle('has_owner')
    const asked = await ctx.env.openim.groups.members.details(groupId, [input.userId], ctx.options)
    if (asked.length === 0) throw new Obstacle('not_a_member')
    return { leaders: leaders.map((leader) => leader.userId), adminIsIn: await adminIsIn(ctx, groupId) }
  },

  async apply(ctx, { groupId, input }, before) {
    if ((await groupNow(ctx, groupId)).status === 'dismissed') throw new Obstacle('dismissed_group')
    const [owner, ...more] = await ownerIds(ctx, groupId)
    if (owner !== undefined && more.length === 0 && owner !== input.userId) throw new Obstacle('has_owner')
    if (owner === undefined) await joinIfAlone(ctx, groupId, input.userId)
    await makeOwner(ctx, groupId, input.userId)
    await putRolesRight(ctx, groupId, before)
    if (!before.adminIsIn) await leaveAgain(ctx, groupId)
  },

  async verify(ctx, { groupId, input }, before): Promise<Verdict> {
    const owners = await ownerIds(ctx, groupId)
    if (owners.length > 1) return { kind: 'absent', code: 'several_owners' }
    if (owners[0] !== input.userId) return { kind: 'absent', code: 'not_owner' }
    const others = await misplaced(ctx, groupId, before)
    const helps = !before.adminIsIn && (await adminIsIn(ctx, groupId))
    if (others.length > 0 || helps) return { kind: 'absent', code: 'roles_changed' }
    return { kind: 'holds', facts: { owner: input.userId } }
  },
})

type Change = { userId: string; role: 'admin' | 'member' }

/**
 * Whose role the transfer changed by the way: who led the group before is an admin now, except for its owner, and nobody
 * else is.
 */
async function misplaced(ctx: EffectContext, groupId: string, { leaders }: Kept): Promise<Change[]> {
  const { groups } = ctx.env.openim
  const now = await groups.leaders(groupId, ctx.options)
  const before = await groups.members.details(groupId, leaders, ctx.options)
  return [
    ...now.flatMap(({ userId, role }): Change[] =>
      role === 'admin' && !leaders.includes(userId) ? [{ userId, role: 'member' }] : [],
    ),
    ...before.flatMap(({ userId, role }): Change[] => (role === 'member' ? [{ userId, role: 'admin' }] : [])),
  ]
}

async function putRolesRight(ctx: EffectContext, groupId: string, before: Kept): Promise<void> {
  const changes = await misplaced(ctx, groupId, before)
  if (changes.length === 0) return
  await ctx.call(
    'roles',
    () => ctx.env.openim.groups.setMembers(groupId, changes, ctx.options),
    async () => (await misplaced(ctx, groupId, before)).length === 0,
  )
}
