import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import type { GroupReading } from '@/server/actions/group/reading'
import { beforeOf, dismissAgain, isRevived, keptBefore } from '@/server/actions/group/revived'
import { LONGEST_SUSPENSION_MS, suspendInput } from '@/server/actions/group/schema'
import { defineGroupAction } from '@/server/actions/group/subject'

/** A suspension of ours that holds and is to end at another time: OpenIM has nothing to be told. */
const changesEnd = ({ desired, status }: Pick<GroupReading, 'desired' | 'status'>, until: number | null) =>
  desired.standing === 'suspended' && status === 'muted' && desired.until !== until

/** Its own words in the ledger: OpenIM had nothing to be told, and yet it was not so already. */
const END_CHANGED = 'end_changed'

/**
 * Suspend a group: OpenIM mutes its ordinary members, and its standing is ours (design section 7). On a group that is
 * suspended it changes when that ends.
 */
export const suspendGroup = defineGroupAction({
  name: 'group.suspend',
  input: suspendInput,
  kept: keptBefore.extend({
    priorStatus: z.enum(['normal', 'banned', 'muted']),
    /** The end that was changed, ms or null for none. Left out where it began a suspension. */
    endBefore: z.number().nullable().optional(),
  }),
  inverse: (_input, kept) => {
    const end = kept?.endBefore
    if (end === undefined) return { action: 'group.lift', input: {} }
    return { action: 'group.suspend', input: end === null ? {} : { until: end } }
  },

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
      ...(changesEnd(group, until ?? null)
        ? [fact('suspend_end_changes')]
        : [
            fact('suspend_members_muted', { people: group.members }),
            fact('suspend_leaders_may_write'),
            fact('suspend_history_stays'),
          ]),
      until === undefined ? fact('suspend_until_lifted') : fact('suspend_ends_at', { until }),
    ],
    obstacles: [
      ...when(group.status === 'dismissed', fact('dismissed_group')),
      ...when(
        group.desired.standing === 'suspended' &&
          group.status === 'muted' &&
          !changesEnd(group, until ?? null),
        fact('already_suspended'),
      ),
      ...when(until !== undefined && until <= group.readAt, fact('until_past')),
      ...when(until !== undefined && until > group.readAt + LONGEST_SUSPENSION_MS, fact('until_too_far')),
    ],
    // Whoever suspends many at once means those that are not: an end that somebody set stays.
    aside: changesEnd(group, until ?? null) ? fact('suspended_end_stays') : undefined,
    takenBack: { by: 'group.lift', days: null },
  }),

  async keep(ctx, { groupId, input, desiredBefore: was }) {
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') throw new Obstacle('dismissed_group')
    const changed = was.standing === 'suspended' && was.until !== (input.until ?? null)
    return {
      priorStatus: group.status,
      ...(changed && { endBefore: was.until }),
      ...(await beforeOf(ctx, group)),
    }
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
    if (status === 'muted') {
      return {
        kind: 'holds',
        facts: { people: memberCount },
        ...(kept?.endBefore !== undefined && { alreadyAs: END_CHANGED }),
      }
    }
    return { kind: 'absent', code: 'not_muted', facts: { status } }
  },
})
