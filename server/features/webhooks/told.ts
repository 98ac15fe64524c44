import { z } from 'zod'
import type { ActionEnv } from '@/server/actions/action-env'
import { keepDaysNow } from '@/server/actions/group/keep-days'
import { countPeople } from '@/server/actions/group/snapshot'
import { appendAudit } from '@/server/audit/append'
import { system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import type { LedgerState, Prisma } from '@/server/db/generated/client'
import { storableText } from '@/server/db/storable-text'
import { knownLeaders } from '@/server/features/groups/leaders'
import { announce } from '@/server/live/announce'
import type { Group } from '@/server/openim/group-schema'

const WEBHOOKS = system('webhooks')
const DAY_MS = 86_400_000
/** People whom one list may owe to webhooks. */
const MOST_TOLD = 100_000
/** A dismissal of ours that failed may be the one that a webhook tells of this much later, ms. */
const LANDS_WITHIN_MS = 600_000

/** Who was in a group when it was dismissed, as OpenIM's webhook said it; anybody may have posted that. */
export type ToldMembers = {
  groupId: string
  ownerId: string
  memberIds: readonly string[]
  receivedAt: number
}

/** `not_dismissed`: OpenIM shows the group as living. `nothing_new`: no such group, or nobody to add. */
export type ToldOutcome = 'kept' | 'not_dismissed' | 'nothing_new'

/**
 * Keeps who was in a dismissed group, as a webhook said it. Believed is only what OpenIM shows itself: that the group is
 * dismissed now, and that it knows these people. A list of ours keeps everybody as we read them; whom only the webhook
 * names is added beside it and comes back only when somebody asks for that. Where no dismissal of ours stands, a list of
 * its own is made. Nobody is ever taken out of a list. Throws OpenimError.
 */
export async function keepTold(env: ActionEnv, told: ToldMembers): Promise<ToldOutcome> {
  const { groupId } = told
  const options = { operationId: `webhook-${crypto.randomUUID()}` }
  const group = await env.openim.groups.byId(groupId, options)
  if (!group) return 'nothing_new'
  if (group.status !== 'dismissed') return 'not_dismissed'
  const known = await env.openim.users.check(told.memberIds, options)
  const memberIds = told.memberIds.filter((id) => known.has(id))
  if (memberIds.length === 0) return 'nothing_new'
  const keepDays = await keepDaysNow(env)
  return await env.db.prisma.$transaction(async (tx) => {
    // Two workers may be told of the same dismissal at once.
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(${`told:${groupId}`}, 0))`
    const list = await listOf(tx, told)
    const snapshot = list ?? (await newList(tx, group, { ...told, memberIds }, keepDays))
    const added = await addTold(tx, snapshot, memberIds)
    if (list && added === 0) return 'nothing_new'
    await settle(tx, snapshot, told, list ? added : memberIds.length)
    return 'kept'
  })
}

type List = { id: string; ledgerId: string | null }

/** The list that belongs to the dismissal that a webhook told of; null where there is none yet. */
async function listOf(tx: Tx, { groupId, receivedAt }: ToldMembers): Promise<List | null> {
  const newest = await tx.memberSnapshot.findFirst({
    where: { groupId, expiresAt: { gt: new Date() }, membersDeletedAt: null },
    orderBy: { takenAt: 'desc' },
    select: { id: true, ledgerId: true, takenAt: true },
  })
  if (!newest || (await wasRestoredSince(tx, groupId, newest.takenAt))) return null
  if (newest.ledgerId === null) return newest
  const dismissal = await tx.ledgerRow.findUnique({
    where: { id: newest.ledgerId },
    select: { state: true },
  })
  const stands = dismissal !== null && MAY_STAND.includes(dismissal.state)
  return stands || receivedAt - newest.takenAt.getTime() < LANDS_WITHIN_MS ? newest : null
}

/** States of a dismissal that took effect, or may. */
const MAY_STAND: readonly LedgerState[] = ['planned', 'sending', 'unknown', 'verified', 'already_so']

/** A restore that failed does not count: the list it goes on from may hold more people than came back. */
async function wasRestoredSince(tx: Tx, subjectId: string, since: Date): Promise<boolean> {
  const restore = await tx.ledgerRow.findFirst({
    where: {
      subjectKind: 'group',
      subjectId,
      action: 'group.restore',
      state: { in: ['verified', 'already_so'] },
      settledAt: { gt: since },
    },
    select: { id: true },
  })
  return restore !== null
}

/**
 * A list of a dismissal that is not ours, with its admins as they were last read. What the group was before is not known:
 * it comes back open.
 */
async function newList(
  tx: Tx,
  group: Group,
  { groupId, ownerId, memberIds, receivedAt }: ToldMembers,
  keepDays: number,
): Promise<List> {
  const row = await tx.groupIndex.findUnique({ where: { groupId }, select: { ownerId: true } })
  const known = await knownLeaders({ prisma: tx }, groupId)
  // What we read ourselves while it was alive comes before what a webhook says.
  const owner = [row?.ownerId, ownerId].find((id) => id && memberIds.includes(id)) ?? ''
  const data: Prisma.MemberSnapshotUncheckedCreateInput = {
    groupId,
    status: 'normal',
    ownerId: owner,
    groupName: storableText(group.name),
    toldAt: new Date(receivedAt),
    finalAt: new Date(),
    leadersReadAt: known && new Date(known.readAt),
    expiresAt: new Date(Date.now() + keepDays * DAY_MS),
  }
  const { id } = await tx.memberSnapshot.create({ data, select: { id: true } })
  const members = new Set(memberIds)
  const admins = (known?.adminIds ?? []).filter((userId) => members.has(userId) && userId !== owner)
  const leaders = [
    ...(owner ? [{ userId: owner, role: 'owner' as const }] : []),
    ...admins.map((userId) => ({ userId, role: 'admin' as const })),
  ]
  await tx.snapshotMember.createMany({
    data: leaders.map((leader) => ({ ...leader, snapshotId: id, told: true })),
  })
  return { id, ledgerId: null }
}

const counted = z.tuple([z.object({ added: z.number() })])

/** Adds whoever is not in the list, and marks who is in it but was gone at the end. Returns how many these are. */
async function addTold(tx: Tx, { id, ledgerId }: List, memberIds: readonly string[]): Promise<number> {
  // Beside a list of ours they do not count as having been there.
  const isPresent = ledgerId === null
  const rows = await tx.$queryRaw`
    WITH added AS (
      INSERT INTO snapshot_member (snapshot_id, user_id, role, told, present_at_end)
      SELECT ${id}::uuid, user_id, 'member', true, ${isPresent}
      FROM unnest(${[...memberIds]}::text[]) AS told (user_id)
      LIMIT greatest(0, ${MOST_TOLD} - (SELECT count(*) FROM snapshot_member WHERE snapshot_id = ${id}::uuid AND told))
      ON CONFLICT (snapshot_id, user_id) DO UPDATE SET told = true
      WHERE NOT snapshot_member.told AND NOT snapshot_member.present_at_end
      RETURNING 1
    )
    SELECT count(*)::int AS added FROM added`
  return counted.parse(rows)[0].added
}

async function settle(tx: Tx, { id, ledgerId }: List, told: ToldMembers, added: number): Promise<void> {
  await countPeople(tx, id)
  const { people, toldBesides } = await tx.memberSnapshot.update({
    where: { id },
    data: { toldAt: new Date(told.receivedAt) },
    select: { people: true, toldBesides: true },
  })
  await appendAudit(tx, {
    actor: WEBHOOKS,
    action: 'snapshot.told',
    subject: { kind: 'group', id: told.groupId },
    after: { added, people, toldBesides, receivedAt: told.receivedAt },
    requestId: id,
    ...(ledgerId === null ? {} : { ledgerId }),
  })
  await announce(tx, 'group', told.groupId)
}
