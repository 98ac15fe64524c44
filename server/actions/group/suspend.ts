import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import { beforeOf, dismissAgain, isRevived, keptBefore } from '@/server/actions/group/revived'
import { LONGEST_SUSPENSION_MS, suspendInput } from '@/server/actions/group/schema'
import { defineGroupAction } from '@/server/actions/group/subject'

/** Suspend a group: OpenIM mutes its ordinary members, and its standing is ours (design section 7). */
export const suspendGroup = defineGroupAction({
  name: 'group.suspend',
  input: suspendInput,
  kept: keptBefore.extend({ priorStatus: z.enum(['normal', 'banned', 'muted']) }),
  inverse: () => ({ action: 'group.lift', input: {} }),

  desired: (was, { until }, kept) => ({
    ...was,
    standing: 'suspended',
    status: 'muted',
    // Suspending twice must not make a suspension's own mute the status to return to.
    liftTo: was.standing === 'suspended' ? was.liftTo : (kept?.priorStatus ?? null),
    heldOwner: was.standing === 'suspended' ? was.heldOwner : (kept?.ownerId ?? null),
    until: until ?? null,
  }),

  plan: (group, { until }) => ({
    people: group.members,
    consequences: [
      fact('suspend_members_muted', { people: group.members }),
      fact('suspend_leaders_may_write'),
      fact('suspend_history_stays'),
      until === undefined ? fact('suspend_until_lifted') : fact('suspend_ends_at', { until }),
    ],
    obstacles: [
      ...when(group.status === 'dismissed', fact('dismissed_group')),
      ...when(group.desired.standing === 'suspended' && group.status === 'muted', fact('already_suspended')),
      ...when(until !== undefined && until <= group.readAt, fact('until_past')),
      ...when(until !== undefined && until > group.readAt + LONGEST_SUSPENSION_MS, fact('until_too_far')),
    ],
    takenBack: { by: 'group.lift', days: null },
  }),

  async keep(ctx, { groupId }) {
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
    return { priorStatus: group.status, ...(await beforeOf(ctx, group)) }
  },

  async apply(ctx, { groupId }, kept) {
    // Muting a dismissed group revives it (contract 4.5), so its status is read right before.
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
    if (await isRevived(ctx, group, kept)) await dismissAgain(ctx, groupId, kept)
    if (group.status === 'muted') return
    await ctx.call(
      'mute',
      () => ctx.env.openim.groups.mute(groupId, ctx.options),
      () => hasStatus(ctx, groupId, 'muted'),
    )
    if (await isRevived(ctx, await groupNow(ctx, groupId), kept)) await dismissAgain(ctx, groupId, kept)
  },

  async verify(ctx, { groupId }, kept): Promise<Verdict> {
    const group = await groupNow(ctx, groupId)
    const { status, memberCount } = group
    if (await isRevived(ctx, group, kept)) return { kind: 'absent', code: 'revived_dismissed' }
    if (status === 'muted') return { kind: 'holds', facts: { people: memberCount } }
    return { kind: 'absent', code: 'not_muted', facts: { status } }
  },
})
