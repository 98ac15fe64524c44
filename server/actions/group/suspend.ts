import { z } from 'zod'
import { fact, type Verdict } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import { defineGroupAction } from '@/server/actions/group/subject'
import { suspendInput } from '@/server/actions/schema'

/** Suspend a group: OpenIM mutes its ordinary members, and its standing is ours (design section 7). */
export const suspendGroup = defineGroupAction({
  name: 'group.suspend',
  input: suspendInput,
  kept: z.object({ priorStatus: z.enum(['normal', 'banned', 'muted']) }),
  inverse: () => ({ action: 'group.lift', input: {} }),

  desired: (before, { until }, kept) => ({
    ...before,
    standing: 'suspended',
    status: 'muted',
    // Suspending twice must not make a suspension's own mute the status to return to.
    liftTo: before.standing === 'suspended' ? before.liftTo : (kept?.priorStatus ?? null),
    until: until ?? null,
  }),

  plan: (group) => ({
    people: group.members,
    consequences: [
      fact('suspend_members_muted', { people: group.members }),
      fact('suspend_leaders_may_write'),
      fact('suspend_history_stays'),
    ],
    obstacles: [
      ...(group.status === 'dismissed' ? [fact('dismissed_group')] : []),
      ...(group.desired.standing === 'suspended' && group.status === 'muted'
        ? [fact('already_suspended')]
        : []),
    ],
    takenBack: { by: 'group.lift', days: null },
  }),

  async keep(ctx, { groupId }) {
    const { status } = await groupNow(ctx, groupId)
    if (status === 'dismissed') throw new Obstacle('dismissed_group')
    return { priorStatus: status }
  },

  async apply(ctx, { groupId }) {
    // Muting a dismissed group revives it (contract 4.5), so its status is read right before.
    const { status } = await groupNow(ctx, groupId)
    if (status === 'dismissed') throw new Obstacle('dismissed_group')
    if (status === 'muted') return
    await ctx.call(
      'mute',
      () => ctx.env.openim.groups.mute(groupId, ctx.options),
      () => hasStatus(ctx, groupId, 'muted'),
    )
  },

  async verify(ctx, { groupId }): Promise<Verdict> {
    const { status, memberCount } = await groupNow(ctx, groupId)
    // Nobody in it: OpenIM had dismissed it in between, and our mute revived it.
    if (status === 'muted' && memberCount === 0) throw new Obstacle('revived_dismissed')
    if (status === 'muted') return { kind: 'holds', facts: { people: memberCount } }
    return { kind: 'absent', code: 'not_muted', facts: { status } }
  },
})
