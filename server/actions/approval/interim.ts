import { z } from 'zod'
import { lockDesired, WANTS_NOTHING } from '@/server/actions/desired-store'
import { intendAll, type Wish, type Writing } from '@/server/actions/intend-all'
import { keepsOut } from '@/server/actions/protection'
import { sealers } from '@/server/audit/personal'
import { type StaffActor, system } from '@/server/auth/actor'
import type { Tx } from '@/server/db/client'
import { type Batch, Prisma } from '@/server/db/generated/client'
import { dismissalWaits } from './dismissal-waits'

/**
 * What holds while a dismissal waits for a second person: its group is suspended, in Steward's own name. The suspension
 * belongs to the group, not to one request: it goes when the last request to dismiss the group is over, and only where
 * nobody has decided on the group's suspension since.
 */

/** Steward, suspending what somebody proposed to dismiss. */
const PROPOSAL = { ...system('approvals'), cause: 'proposal' as const }
const PROPOSAL_OVER = { ...system('approvals'), cause: 'proposal_over' as const }

/** Groups of a batch that are suspended, or let go of, together. */
const CHUNK = 500

/** For a transaction in which ten thousand groups are suspended, or let go of. */
export const LONG = { timeout: 120_000 }

/** Suspends a group in front of the request to dismiss it; null where it is suspended or somebody acted on it since. */
export async function suspendMeanwhile(
  tx: Tx,
  wish: Wish,
  { caseId, requestId, reason, personal }: Writing,
): Promise<string | null> {
  const extension = await tx.groupExtension.findUnique({
    where: { groupId: wish.subjectId },
    select: { standing: true },
  })
  if (extension?.standing === 'suspended') return null
  const interim = { actor: PROPOSAL, dueAt: new Date(), caseId, requestId, reason, personal }
  const { written } = await intendAll(tx, 'group.suspend', [{ ...wish, input: {} }], interim)
  return written.get(wish.subjectId) ?? null
}

const item = z.object({
  n: z.number(),
  subject_id: z.string(),
  name: z.string(),
  people: z.number(),
  planned_version: z.number(),
  read_at: z.date(),
  live: z.boolean(),
})

/** The same for every group that a batch is to dismiss, but for those that its author may not act on by now. */
export async function suspendAllMeanwhile(
  tx: Tx,
  batchId: string,
  { actor, reason, requestId }: { actor: StaffActor; reason: string; requestId: string },
): Promise<void> {
  const guarded = keepsOut({ isProtected: true }, actor.role)
  for (let after = 0; ; ) {
    const rows = await tx.$queryRaw`
      SELECT n, subject_id, name, people, planned_version, read_at, live FROM batch_item AS item
      WHERE batch_id = ${batchId}::uuid AND state = 'waiting' AND n > ${after}
        AND NOT EXISTS (
          SELECT FROM group_extension AS g
          WHERE g.group_id = item.subject_id AND (g.standing = 'suspended' OR g.protected AND ${guarded})
        )
      ORDER BY n LIMIT ${CHUNK}`
    const items = z.array(item).parse(rows)
    const last = items.at(-1)
    if (!last) return
    after = last.n
    const seal = await sealers(
      tx,
      items.map((one) => ({ kind: 'group', id: one.subject_id })),
    )
    const wishes = items.map(
      ({ subject_id: subjectId, read_at: readAt, planned_version: plannedVersion, name, people, live }) => ({
        ...{ subjectId, name, people, plannedVersion, live, input: {} },
        readAt: readAt.getTime(),
        touches: { groupId: subjectId, userId: null },
        own: { reason: seal({ kind: 'group', id: subjectId }, reason) },
      }),
    )
    await intendAll(tx, 'group.suspend', wishes, {
      ...{ actor: PROPOSAL, dueAt: new Date(), requestId, reason: null, personal: { reason } },
    })
  }
}

const IDLE = Prisma.join(WANTS_NOTHING.map((state) => Prisma.sql`${state}::"LedgerState"`))

/**
 * The versions of those of a batch's groups on which nothing was done since it was planned but to suspend them
 * meanwhile: that is no change that keeps the batch from them. The caller's transaction keeps them locked.
 */
export async function versionsHeld(
  tx: Tx,
  { id, plannedAt }: Pick<Batch, 'id' | 'plannedAt'>,
  groupIds: readonly string[],
): Promise<Map<string, number>> {
  await lockDesired(tx, 'group', groupIds)
  const rows = await tx.$queryRaw`
    SELECT state.subject_id, state.version FROM desired_state AS state
    WHERE state.subject_kind = 'group' AND state.subject_id = ANY(${[...groupIds]}::text[])
      AND state.desired ->> 'standing' = 'suspended'
      AND EXISTS (SELECT FROM approval WHERE approval.batch_id = ${id}::uuid AND approval.state = 'approved')
      AND EXISTS (
        SELECT FROM ledger WHERE ledger.subject_kind = 'group' AND ledger.subject_id = state.subject_id
          AND ledger.cause = 'proposal' AND ledger.created_at >= ${plannedAt} AND ledger.state NOT IN (${IDLE})
      )
      AND NOT EXISTS (
        SELECT FROM ledger WHERE ledger.subject_kind = 'group' AND ledger.subject_id = state.subject_id
          AND coalesce(ledger.cause, '') NOT IN ('proposal', 'drift') AND ledger.created_at >= ${plannedAt}
          AND ledger.state NOT IN (${IDLE})
      )`
  const held = z.array(z.object({ subject_id: z.string(), version: z.number() })).parse(rows)
  return new Map(held.map(({ subject_id, version }) => [subject_id, version]))
}

/** Groups that a batch which comes to nothing was to dismiss. */
export async function groupsToDismiss(tx: Tx, batchId: string): Promise<string[]> {
  const items = await tx.batchItem.findMany({
    where: { batchId, state: 'waiting', batch: { action: 'group.dismiss' } },
    orderBy: { subjectId: 'asc' },
    select: { subjectId: true },
  })
  return items.map(({ subjectId }) => subjectId)
}

const interimRow = z.object({
  id: z.string(),
  subject_id: z.string(),
  case_id: z.string().nullable(),
  reason: z.instanceof(Uint8Array).nullable(),
  plan: z.object({ name: z.string(), people: z.number(), readAt: z.number(), live: z.boolean() }),
  version: z.number(),
})

/**
 * Lifts what was suspended for requests to dismiss these groups, the last of which is over for each. Left alone is what
 * somebody has suspended or let go of since. Putting an undone suspension right is no decision.
 */
export async function liftInterims(tx: Tx, groupIds: readonly string[], requestId: string): Promise<void> {
  if (groupIds.length === 0) return
  await lockDesired(tx, 'group', groupIds)
  const rows = await tx.$queryRaw`
    SELECT interim.id::text, interim.subject_id, interim.case_id::text, interim.reason, interim.plan, state.version
    FROM ledger AS interim
    JOIN desired_state AS state ON state.subject_kind = 'group' AND state.subject_id = interim.subject_id
    WHERE interim.subject_kind = 'group' AND interim.subject_id = ANY(${[...groupIds]}::text[])
      AND interim.action = 'group.suspend' AND interim.cause = 'proposal' AND interim.state NOT IN (${IDLE})
      AND state.desired ->> 'standing' = 'suspended'
      AND NOT EXISTS (
        SELECT FROM ledger AS later
        WHERE later.subject_kind = 'group' AND later.subject_id = interim.subject_id AND later.seq > interim.seq
          AND later.action IN ('group.suspend', 'group.lift', 'group.dismiss', 'group.restore')
          AND later.cause IS DISTINCT FROM 'drift' AND later.state NOT IN (${IDLE})
      )
      AND NOT ${dismissalWaits(Prisma.sql`interim.subject_id`)}
    ORDER BY interim.subject_id`
  const wishes = z
    .array(interimRow)
    .parse(rows)
    .map(({ id, subject_id: subjectId, version, plan, reason, case_id: caseId }) => ({
      ...{ subjectId, input: {}, plannedVersion: version, ...plan },
      touches: { groupId: subjectId, userId: null },
      // The proposal's own reason: it is sealed for the same group.
      own: { reason: reason && new Uint8Array(reason), inverseOfId: id, caseId: caseId ?? undefined },
    }))
  for (let at = 0; at < wishes.length; at += CHUNK)
    await intendAll(tx, 'group.lift', wishes.slice(at, at + CHUNK), {
      ...{ actor: PROPOSAL_OVER, dueAt: new Date(), requestId, reason: null },
    })
}
