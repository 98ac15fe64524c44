import { z } from 'zod'
import { fact, type Verdict } from '@/server/actions/define-action'
import { NotYet, Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import type { GroupReading } from '@/server/actions/group/reading'
import { restoreDetails } from '@/server/actions/group/restore-details'
import { bringBack } from '@/server/actions/group/restore-members'
import { restoreOwner } from '@/server/actions/group/restore-owner'
import { differences, type SnapshotPerson, wantedPeople } from '@/server/actions/group/restore-plan'
import { defineGroupAction } from '@/server/actions/group/subject'
import { restoreInput } from '@/server/actions/schema'

const kept = z.object({ snapshotId: z.uuid(), target: z.enum(['normal', 'muted']) })

/**
 * Restore a dismissed group from what was kept: revive it closed, bring everybody back in batches that are each read
 * back, then owner, roles, nicknames and mutes, and open it last (design section 7, contract 4.5 `cancel_mute_group`).
 * Every step reads before it sends, so that running it again goes on where it stopped.
 */
export const restoreGroup = defineGroupAction({
  name: 'group.restore',
  input: restoreInput,
  kept,
  inverse: () => ({ action: 'group.dismiss', input: {} }),

  desired: (before, input, k) => {
    const suspended = input.status === 'suspended' || before.liftTo !== null
    return suspended
      ? { ...before, standing: 'suspended', status: 'muted', liftTo: before.liftTo ?? 'normal' }
      : { ...before, standing: 'good', status: k?.target ?? null, liftTo: null, until: null }
  },

  plan: (group, input) => ({
    people: group.snapshot?.people ?? 0,
    consequences: [
      fact('restore_people_back', { people: group.snapshot?.people ?? 0 }),
      ...(group.snapshot && group.earlierList
        ? [
            fact('restore_earlier_list', {
              date: new Date(group.snapshot.takenAt).toISOString().slice(0, 10),
            }),
          ]
        : []),
      fact('restore_closed_while_filling'),
      fact(input.status === 'suspended' ? 'restore_ends_suspended' : 'restore_ends_as_before'),
      fact('restore_join_dates_lost'),
    ],
    obstacles: [
      ...(canComeBack(group) ? [] : [fact('not_dismissed')]),
      ...(canComeBack(group) && !group.snapshot ? [fact('no_snapshot')] : []),
    ],
    takenBack: { by: 'group.dismiss', days: null },
  }),

  async keep(ctx, { groupId, input, desiredBefore }) {
    const snapshot = await ctx.env.db.prisma.memberSnapshot.findFirst({
      where: { groupId, expiresAt: { gt: new Date() } },
      orderBy: { takenAt: 'desc' },
      select: { id: true, status: true },
    })
    if (!snapshot) throw new Obstacle('no_snapshot')
    const closed =
      input.status === 'suspended' || desiredBefore.liftTo !== null || snapshot.status === 'muted'
    return { snapshotId: snapshot.id, target: closed ? ('muted' as const) : ('normal' as const) }
  },

  async apply(ctx, { groupId }, { snapshotId, target }) {
    const { openim } = ctx.env
    const { status } = await groupNow(ctx, groupId)
    if (status === 'dismissed') {
      // A purge still to come would hit the restored group.
      const left = await openim.groups.members.ids(groupId, ctx.options)
      if (left.length > 0) throw new NotYet('purging')
    }
    if (status !== 'muted') {
      await ctx.call(
        'revive',
        () => openim.groups.mute(groupId, ctx.options),
        () => hasStatus(ctx, groupId, 'muted'),
      )
    }
    const people = await wantedPeople(ctx, snapshotId)
    await bringBack(ctx, groupId, people)
    await restoreOwner(ctx, groupId, people)
    await restoreDetails(ctx, groupId, people)
    if (target === 'normal') {
      await ctx.call(
        'open',
        () => openim.groups.unmute(groupId, ctx.options),
        () => hasStatus(ctx, groupId, 'normal'),
      )
    }
  },

  async verify(ctx, { groupId }, { snapshotId, target }): Promise<Verdict> {
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') return { kind: 'absent', code: 'still_dismissed' }
    const people = await wantedPeople(ctx, snapshotId)
    const members = await ctx.env.openim.groups.members.all(groupId, ctx.options)
    const found = differences(people, members, Date.now())
    const back = verdict(people, found)
    if (back.kind === 'absent' || group.status === target) return back
    return { kind: 'absent', code: 'not_open', facts: { status: group.status } }
  },
})

/** Dismissed, or revived by a restore that did not get to its end. */
const canComeBack = (group: Pick<GroupReading, 'status' | 'halfRestored'>) =>
  group.status === 'dismissed' || group.halfRestored

function verdict(people: readonly SnapshotPerson[], found: ReturnType<typeof differences>): Verdict {
  const expected = people.filter((person) => person.registered)
  const left = people.length - expected.length
  const facts = { people: expected.length - found.missing.length, of: people.length, gone: left }
  const open = [found.missing, found.roles, found.nicknames, found.extras, found.mutes].flat().length
  if (open > 0 || !found.ownerRight) return { kind: 'absent', code: 'not_all_back', facts }
  return { kind: 'holds', facts }
}
