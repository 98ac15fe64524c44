import { z } from 'zod'
import { newTurn } from '@/server/actions/attempt'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { memberNow, presentMember, refuseWhileBusy } from '@/server/actions/member/now'
import { named, notThere } from '@/server/actions/member/obstacles'
import { memberRole, setMemberRoleInput } from '@/server/actions/member/schema'
import { defineMemberAction } from '@/server/actions/member/subject'

/** Make a member an admin of the group, or an admin an ordinary member (contract 4.5 `set_group_member_info`). */
export const setMemberRole = defineMemberAction({
  name: 'member.role',
  input: setMemberRoleInput,
  /** The role before. */
  kept: z.object({ role: memberRole }),

  inverse: ({ role }, k) =>
    k === null || k.role === role ? null : { action: 'member.role', input: { role: k.role } },

  desired: (before, { role }) => ({ ...before, role }),

  plan: (member, { role }) => ({
    people: 1,
    consequences: [
      role === 'admin' ? fact('member_role_admin', named(member)) : fact('member_role_member', named(member)),
      fact('member_role_quiet'),
    ],
    obstacles: [
      ...notThere(member),
      ...when(member.role === 'owner', fact('owner_transfer_first')),
      ...when(member.role === role && member.desired.role === role, fact('already_this_role')),
    ],
    takenBack: { by: 'member.role', days: null },
  }),

  async keep(ctx, intent) {
    return { role: changeable(await presentMember(ctx, intent)) }
  },

  async apply(ctx, intent) {
    const { groupId, userId, input } = intent
    await refuseWhileBusy(ctx, intent)
    // OpenIM lets us demote an owner and leaves the group without one, so nothing read earlier counts.
    newTurn(ctx.attempt)
    const { role } = input
    if (changeable(await presentMember(ctx, intent)) === role) return
    await ctx.call(
      'role',
      () => ctx.env.openim.groups.setMember(groupId, userId, { role }, ctx.options),
      async () => (await memberNow(ctx, groupId, userId))?.role === role,
    )
  },

  async verify(ctx, intent): Promise<Verdict> {
    const { role } = await presentMember(ctx, intent)
    if (role === intent.input.role) return { kind: 'holds' }
    return { kind: 'absent', code: 'role_not_shown' }
  },
})

/** Throws Obstacle for the owner: only a transfer changes that role. */
function changeable({ role }: { role: 'owner' | 'admin' | 'member' }) {
  if (role === 'owner') throw new Obstacle('owner_transfer_first')
  return role
}
