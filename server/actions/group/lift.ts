import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import type { DesiredGroup } from '@/server/actions/desired'
import { Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import { beforeOf, dismissAgain, isRevived, keptBefore } from '@/server/actions/group/revived'
import { liftInput } from '@/server/actions/group/schema'
import { defineGroupAction } from '@/server/actions/group/subject'

/** The status a group had before it was suspended; groups muted by hand before stay muted. */
const targetOf = ({ liftTo }: DesiredGroup) => (liftTo === 'muted' ? 'muted' : 'normal')

/** Lift a suspension: the group returns to the status it had before (design section 7). */
export const liftSuspension = defineGroupAction({
  name: 'group.lift',
  input: liftInput,
  /** `until`: when the suspension would have ended by itself, ms; null where that has passed. */
  kept: keptBefore.extend({ until: z.number().nullable().default(null) }),
  inverse: (_input, kept) => ({
    action: 'group.suspend',
    input: kept && kept.until !== null ? { until: kept.until } : {},
  }),

  desired: (was) => ({
    ...was,
    standing: 'good',
    status: targetOf(was),
    liftTo: null,
    heldOwner: null,
    until: null,
  }),

  plan: (group) => ({
    people: group.members,
    consequences: [
      group.desired.liftTo === 'muted'
        ? fact('lift_stays_muted')
        : fact('lift_members_write', { people: group.members }),
    ],
    obstacles: [
      ...when(group.status === 'dismissed', fact('dismissed_group')),
      ...when(group.status !== 'dismissed' && group.desired.standing !== 'suspended', fact('not_suspended')),
    ],
    takenBack: { by: 'group.suspend', days: null },
  }),

  async keep(ctx, { groupId, desiredBefore }) {
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
    const { until } = desiredBefore
    return {
      ...(await beforeOf(ctx, group)),
      until: until !== null && until > Date.now() ? until : null,
    }
  },

  async apply(ctx, { groupId, desiredBefore }, kept) {
    // Muting and unmuting a dismissed group revives it, empty (contract 4.5): read right before.
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
    if (await isRevived(ctx, group, kept)) await dismissAgain(ctx, groupId, kept)
    const target = targetOf(desiredBefore)
    const { groups } = ctx.env.openim
    if (target === 'normal' && group.status === 'muted')
      await ctx.call(
        'unmute',
        () => groups.unmute(groupId, ctx.options),
        () => hasStatus(ctx, groupId, 'normal'),
      )
    // Somebody unmuted it by hand meanwhile: it returns to what it was, not to what they made of the suspension.
    if (target === 'muted' && group.status !== 'muted')
      await ctx.call(
        'mute',
        () => groups.mute(groupId, ctx.options),
        () => hasStatus(ctx, groupId, 'muted'),
      )
    if (await isRevived(ctx, await groupNow(ctx, groupId), kept)) await dismissAgain(ctx, groupId, kept)
  },

  async verify(ctx, { groupId, desiredBefore }, kept): Promise<Verdict> {
    const group = await groupNow(ctx, groupId)
    const { status, memberCount } = group
    if (await isRevived(ctx, group, kept)) return { kind: 'absent', code: 'revived_dismissed' }
    if (status === 'dismissed') return { kind: 'absent', code: 'dismissed_group' }
    // A status without an effect counts as normal: OpenIM's own call cannot set it again.
    const shown = status === 'muted' ? 'muted' : 'normal'
    if (shown === targetOf(desiredBefore)) return { kind: 'holds', facts: { people: memberCount } }
    return { kind: 'absent', code: shown === 'muted' ? 'still_muted' : 'not_muted', facts: { status } }
  },
})
