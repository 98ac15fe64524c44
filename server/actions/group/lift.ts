import { z } from 'zod'
import { fact, type Verdict } from '@/server/actions/define-action'
import type { DesiredGroup } from '@/server/actions/desired'
import { Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import { defineGroupAction } from '@/server/actions/group/subject'
import { liftInput } from '@/server/actions/schema'

/** The status a group had before it was suspended; groups muted by hand before stay muted. */
const target = ({ desiredBefore }: { desiredBefore: DesiredGroup }) =>
  desiredBefore.liftTo === 'muted' ? 'muted' : 'normal'

/** Lift a suspension: the group returns to the status it had before (design section 7). */
export const liftSuspension = defineGroupAction({
  name: 'group.lift',
  input: liftInput,
  kept: z.object({}),
  inverse: () => ({ action: 'group.suspend', input: {} }),

  desired: (before) => ({
    ...before,
    standing: 'good',
    status: before.liftTo === 'muted' ? 'muted' : 'normal',
    liftTo: null,
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
      ...(group.status === 'dismissed' ? [fact('dismissed_group')] : []),
      ...(group.status !== 'dismissed' && group.desired.standing !== 'suspended'
        ? [fact('not_suspended')]
        : []),
    ],
    takenBack: { by: 'group.suspend', days: null },
  }),

  async keep() {
    return {}
  },

  async apply(ctx, intent) {
    const { groupId } = intent
    // Unmuting a dismissed group revives it, open and empty (contract 4.5): read right before.
    const { status } = await groupNow(ctx, groupId)
    if (status === 'dismissed') throw new Obstacle('dismissed_group')
    if (status !== 'muted' || target(intent) === 'muted') return
    await ctx.call(
      'unmute',
      () => ctx.env.openim.groups.unmute(groupId, ctx.options),
      () => hasStatus(ctx, groupId, 'normal'),
    )
  },

  async verify(ctx, intent): Promise<Verdict> {
    const { status, memberCount } = await groupNow(ctx, intent.groupId)
    // Nobody in it: OpenIM had dismissed it in between, and our unmute revived it.
    if (status === target(intent) && memberCount === 0) throw new Obstacle('revived_dismissed')
    if (status === target(intent)) return { kind: 'holds', facts: { people: memberCount } }
    return { kind: 'absent', code: 'still_muted', facts: { status } }
  },
})
