import { z } from 'zod'
import { fact, type Verdict, when } from '@/server/actions/define-action'
import type { DesiredGroup } from '@/server/actions/desired'
import { type EffectContext, NotYet, Obstacle } from '@/server/actions/effect'
import { groupNow, hasStatus } from '@/server/actions/group/now'
import { readPast } from '@/server/actions/group/past'
import type { GroupReading } from '@/server/actions/group/reading'
import { restoreDetails } from '@/server/actions/group/restore-details'
import { bringBack, sanctionedMeanwhile } from '@/server/actions/group/restore-members'
import { restoreOwner } from '@/server/actions/group/restore-owner'
import {
  differences,
  mayReturn,
  type SnapshotPerson,
  wantedOwner,
  wantedPeople,
} from '@/server/actions/group/restore-plan'
import { sanctionedIn } from '@/server/actions/group/sanctioned'
import { restoreInput } from '@/server/actions/group/schema'
import { defineGroupAction } from '@/server/actions/group/subject'

const kept = z.object({
  snapshotId: z.uuid(),
  target: z.enum(['normal', 'muted']),
  /** Null in what was kept before it was remembered. */
  suspended: z.boolean().nullable().default(null),
  /** When the suspension ends that it comes back with, ms. Left out in what was kept before it was remembered. */
  until: z.number().nullable().optional(),
  /** The status it had before any suspension of ours. */
  prior: z.enum(['normal', 'banned', 'dismissed', 'muted']).default('normal'),
  ownerId: z.string().nullable().default(null),
  /** Who was suspended or dismissed when it was about to be sent: they stay out, whatever they are from then on. */
  sanctioned: z.array(z.string()).default([]),
})

/** Stands in the ledger for the owner's words: those are sealed, and the audit shows them. */
const SEALED = '[sealed]'

/** How it comes back where nobody said: closed, where it was dismissed for abuse. */
const statusByDefault = ({ forAbuse }: Pick<GroupReading, 'forAbuse'>) => (forAbuse ? 'suspended' : 'prior')

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

  personal({ ownerAsked, ...input }) {
    if (!ownerAsked) return { input, texts: {} }
    const texts: Record<string, string> = { ownerAsked: ownerAsked.text }
    return { input: { ...input, ownerAsked: { text: SEALED } }, texts }
  },

  desired(before, input, k) {
    const suspended = k?.suspended ?? (input.status === 'suspended' || before.liftTo !== null)
    const ownerId = before.ownerId === null ? null : (k?.ownerId ?? before.ownerId)
    if (!suspended)
      return {
        ...before,
        standing: 'good',
        status: k?.target ?? null,
        liftTo: null,
        until: null,
        ownerId,
        heldOwner: null,
      }
    return {
      ...before,
      standing: 'suspended',
      status: 'muted',
      liftTo: priorOf(before, k?.prior),
      until: k?.until !== undefined ? k.until : input.status === 'suspended' ? null : before.until,
      ownerId,
      heldOwner: null,
    }
  },

  async look({ db }, group, { alsoTold }) {
    if (!group.snapshot) return group
    return { ...group, sanctioned: await sanctionedIn(db, group.snapshot.id, { alsoTold }) }
  },

  plan(group, input) {
    const status = input.status ?? statusByDefault(group)
    const out = new Set([...input.without, ...group.sanctioned])
    const sanctioned = out.size - new Set(input.without).size
    const people = Math.max(listed(group, input) - out.size, 0)
    const canBack = canComeBack(group)
    return {
      people,
      consequences: [
        fact(peopleFact(group), { people }),
        ...when(input.without.length > 0, fact('restore_left_out', { people: input.without.length })),
        ...when(sanctioned > 0, fact('restore_sanctioned_out', { people: sanctioned })),
        ...(group.snapshot && group.earlierList
          ? [
              fact('restore_earlier_list', {
                date: dateOf(group.snapshot.takenAt),
              }),
            ]
          : []),
        ...toldFacts(group, input),
        fact('restore_closed_while_filling'),
        fact(endOf(status, group)),
        fact('restore_join_dates_lost'),
      ],
      obstacles: [
        ...when(!canBack, fact('not_dismissed')),
        ...when(canBack && !group.snapshot, fact('no_snapshot')),
        ...when(canBack && !group.dismissedByUs && !input.ownerAsked, fact('needs_owner_request')),
      ],
      takenBack: { by: 'group.dismiss', days: null },
      defaults: { status: statusByDefault(group) },
    }
  },

  async keep(ctx, { groupId, input, desiredBefore }) {
    const snapshot = await ctx.env.db.prisma.memberSnapshot.findFirst({
      where: { groupId, expiresAt: { gt: new Date() } },
      orderBy: { takenAt: 'desc' },
      select: { id: true, status: true },
    })
    if (!snapshot) throw new Obstacle('no_snapshot')
    const sanctioned = await sanctionedIn(ctx.env.db, snapshot.id, input)
    // Before it is revived: a group that nobody can own would stay behind, closed and empty.
    const ownerId = wantedOwner(await wantedPeople(ctx, snapshot.id, allowed(input, sanctioned)))
    if (ownerId === null) throw new Obstacle('nobody_left')
    const status = input.status ?? statusByDefault(await readPast(ctx.env.db, groupId))
    const suspended = status === 'suspended' || desiredBefore.liftTo !== null
    const closed = suspended || snapshot.status === 'muted'
    return {
      snapshotId: snapshot.id,
      target: closed ? ('muted' as const) : ('normal' as const),
      suspended,
      // Only a suspension that it comes back with as before still ends when it was to.
      until: status === 'suspended' ? null : desiredBefore.until,
      prior: snapshot.status,
      ownerId,
      sanctioned,
    }
  },

  async apply(ctx, { groupId, input }, { snapshotId, target, sanctioned, ownerId }) {
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
    const restoring = { groupId, snapshotId, alsoTold: input.alsoTold, ownerId }
    const listed = await wantedPeople(ctx, snapshotId, allowed(input, sanctioned))
    const people = await bringBack(ctx, restoring, listed)
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

  async verify(ctx, { groupId, input }, { snapshotId, target, sanctioned }): Promise<Verdict> {
    const group = await groupNow(ctx, groupId)
    if (group.status === 'dismissed') return { kind: 'absent', code: 'still_dismissed' }
    const members = await ctx.env.openim.groups.members.all(groupId, ctx.options)
    const ids = members.map((member) => member.userId)
    const meanwhile = await sanctionedMeanwhile(ctx, { snapshotId, alsoTold: input.alsoTold }, ids)
    const out = [...new Set([...sanctioned, ...meanwhile])]
    const people = await wantedPeople(ctx, snapshotId, allowed(input, out))
    const found = differences(people, members, Date.now())
    const where = mayReturn(snapshotId, input.alsoTold)
    const of = await ctx.env.db.prisma.snapshotMember.count({ where })
    const unticked = new Set(input.without)
    const back = verdict(people, found, {
      of,
      sanctioned: out.filter((id) => !unticked.has(id)).length,
      as: await saidOf(ctx, snapshotId),
    })
    if (back.kind === 'absent' || group.status === target) return back
    return { kind: 'absent', code: 'not_open', facts: { status: group.status } }
  },
})

type RestoreInput = z.output<typeof restoreInput>

/** Who is to come back: everybody but those who were unticked and those who may not. */
const allowed = ({ without, alsoTold }: RestoreInput, sanctioned: readonly string[]) => ({
  without: [...without, ...sanctioned],
  alsoTold,
})

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** What people come back with. Of a list that only a webhook told of nothing is known but owner and, where read, admins. */
function peopleFact({ snapshot }: Pick<GroupReading, 'snapshot'>) {
  if (!isTold({ snapshot })) return 'restore_people_back'
  return snapshot?.leadersReadAt == null ? 'restore_people_told' : 'restore_people_led'
}

const isTold = ({ snapshot }: Pick<GroupReading, 'snapshot'>) => snapshot?.source === 'webhook'

/** What a group was before the dismissal is not known where only a webhook told of it. */
function endOf(status: 'prior' | 'suspended', group: Pick<GroupReading, 'snapshot'>) {
  if (status === 'suspended') return 'restore_ends_suspended'
  return isTold(group) ? 'restore_ends_open' : 'restore_ends_as_before'
}

/** How many people there are to choose from. */
const listed = ({ snapshot }: Pick<GroupReading, 'snapshot'>, { alsoTold }: RestoreInput) =>
  (snapshot?.people ?? 0) + (alsoTold ? (snapshot?.toldBesides ?? 0) : 0)

/** What is to be known of people whom nobody but OpenIM's webhook names. */
function toldFacts({ snapshot }: Pick<GroupReading, 'snapshot'>, { alsoTold }: RestoreInput) {
  if (!snapshot) return []
  const people = snapshot.toldBesides
  return [
    ...when(isTold({ snapshot }), fact('restore_told_list', { date: dateOf(snapshot.takenAt) })),
    ...(isTold({ snapshot }) && snapshot.leadersReadAt !== null
      ? [fact('restore_admins_as_read', { date: dateOf(snapshot.leadersReadAt) })]
      : []),
    ...when(people > 0, fact(alsoTold ? 'restore_told_too' : 'restore_told_out', { people })),
  ]
}

/** Of a list that only a webhook told of, nobody can say that everybody is back as they were. */
async function saidOf(
  { env }: EffectContext,
  id: string,
): Promise<'restored_told' | 'restored_led' | undefined> {
  const list = await env.db.prisma.memberSnapshot.findUniqueOrThrow({
    where: { id },
    select: { ledgerId: true, leadersReadAt: true },
  })
  if (list.ledgerId !== null) return undefined
  return list.leadersReadAt === null ? 'restored_told' : 'restored_led'
}

/** Dismissed, or revived by a restore that did not get to its end. */
const canComeBack = (group: Pick<GroupReading, 'status' | 'halfRestored'>) =>
  group.status === 'dismissed' || group.halfRestored

/** What a lift of the restored group returns to. A snapshot is never taken of a dismissed group. */
function priorOf({ liftTo }: DesiredGroup, prior: z.output<typeof kept>['prior'] | undefined) {
  return liftTo ?? (prior === 'dismissed' || prior === undefined ? 'normal' : prior)
}

function verdict(
  people: readonly SnapshotPerson[],
  found: ReturnType<typeof differences>,
  { of, sanctioned, as }: { of: number; sanctioned: number; as: string | undefined },
): Verdict {
  const expected = people.filter((person) => person.registered)
  const gone = people.length - expected.length
  const unticked = of - people.length - sanctioned
  const facts = { people: expected.length - found.missing.length, of, gone, unticked, sanctioned }
  const open = [found.missing, found.roles, found.nicknames, found.extras, found.mutes].flat().length
  if (open > 0 || !found.ownerRight) return { kind: 'absent', code: 'not_all_back', facts }
  return { kind: 'holds', facts, ...(as !== undefined && { as }) }
}
