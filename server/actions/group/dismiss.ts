import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import { NotYet, Obstacle } from '@/server/actions/effect'
import { closingMeanwhile } from '@/server/actions/group/closing'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import { deletionsOf } from '@/server/actions/group/reported'
import { dismissInput } from '@/server/actions/group/schema'
import { closeSnapshot, findSnapshot, reconcileSnapshot, takeSnapshot } from '@/server/actions/group/snapshot'
import { defineGroupAction } from '@/server/actions/group/subject'
import { warnMembers } from '@/server/actions/group/warning'

/**
 * Dismiss a group. OpenIM deletes every member row and role by itself moments later, so the member list is kept
 * first, and the dismissal holds only when status 2 and nobody in it were read (design section 7).
 */
export const dismissGroup = defineGroupAction({
  name: 'group.dismiss',
  input: dismissInput,
  kept: z.object({ snapshotId: z.uuid() }),
  inverse: () => ({ action: 'group.restore', input: {} }),

  // `liftTo` stays: a group dismissed while suspended comes back suspended, and is lifted to what it was before.
  desired: (before) => ({ ...before, standing: 'dismissed', status: 'dismissed' }),

  first: {
    action: 'message.delete',
    asked: ({ deleteReported }) => deleteReported !== undefined,
    wishes: (tx, { groupId, input }) => deletionsOf(tx, groupId, input.deleteReported ?? []),
  },

  plan: (group, { warn, deleteReported }) => ({
    people: group.members,
    consequences: [
      ...(deleteReported ? [fact('dismiss_deletes_first', { messages: deleteReported.length })] : []),
      ...when(warn !== undefined, fact('dismiss_warned', { people: group.members })),
      fact('dismiss_people_lose', { people: group.members }),
      fact('dismiss_kept_first', { days: group.keepDays }),
      fact('dismiss_history_reachable'),
      fact('dismiss_media_reachable'),
      fact('dismiss_told_at_once'),
    ],
    obstacles: [
      ...when(group.status === 'dismissed', fact('already_dismissed')),
      ...when(group.status !== 'dismissed' && group.ownerId === null, fact('no_owner')),
    ],
    takenBack: { by: 'group.restore', days: group.keepDays },
  }),

  async keep(ctx, { groupId, ledgerId }) {
    const kept = await findSnapshot(ctx, ledgerId)
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') {
      // Our own call took effect before it was seen: what was kept then is the truth. Never taken afterwards.
      if (kept) return { snapshotId: kept.id }
      throw new Obstacle('already_dismissed')
    }
    if (group.ownerId === null) throw new Obstacle('no_owner')
    return { snapshotId: kept?.id ?? (await takeSnapshot(ctx, group, ledgerId)) }
  },

  async apply(ctx, { groupId, input }, { snapshotId }) {
    const { openim } = ctx.env
    const { status } = await groupNow(ctx, groupId)
    if (status !== 'dismissed') {
      if (input.warn) await warnMembers(ctx, groupId, input.warn.text)
      await reconcileSnapshot(ctx, snapshotId, groupId)
      await ctx.call(
        'dismiss',
        () => closingMeanwhile(ctx, snapshotId, groupId, () => openim.groups.dismiss(groupId, ctx.options)),
        async () => {
          if (await hasStatus(ctx, groupId, 'dismissed')) return true
          await reconcileSnapshot(ctx, snapshotId, groupId)
          return false
        },
      )
    }
    await closeSnapshot(ctx, snapshotId, groupId)
    const left = await openim.groups.members.ids(groupId, ctx.options)
    if (left.length > 0) throw new NotYet('purging')
  },

  async verify(ctx, { groupId }, { snapshotId }): Promise<Verdict> {
    const { status } = await groupNow(ctx, groupId)
    if (status !== 'dismissed') {
      // A call of ours may still land: until then people join and leave.
      await reconcileSnapshot(ctx, snapshotId, groupId)
      return { kind: 'absent', code: 'not_dismissed', facts: { status } }
    }
    await closeSnapshot(ctx, snapshotId, groupId)
    const left = await ctx.env.openim.groups.members.ids(groupId, ctx.options)
    if (left.length > 0) return { kind: 'absent', code: 'purging', facts: { people: left.length } }
    const people = await ctx.env.db.prisma.snapshotMember.count({ where: { snapshotId, presentAtEnd: true } })
    return { kind: 'holds', facts: { people } }
  },
})
