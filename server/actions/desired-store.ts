import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { CATALOGUE } from '@/server/actions/catalogue'
import { desiredGroup, INITIAL } from '@/server/actions/desired'
import { actionName } from '@/server/actions/schema'
import type { LedgerSubject, Subject } from '@/server/actions/subject'
import { tookEffect } from '@/server/actions/transitions'
import type { Tx } from '@/server/db/client'
import { Prisma } from '@/server/db/generated/client'

/** What is desired of a subject, as JSON of its kind's own shape. */
export type DesiredJson = Prisma.JsonValue

export type Versioned = { desired: DesiredJson; version: number; lastSeq: number; ledgerId: string | null }

/** What somebody accepted as it was, against all that was desired up to `seq`; null where nobody did. */
type Accepted = { desired: DesiredJson; seq: number } | null

type Locked = Versioned & { accepted: Accepted }

/** Rows in these states want nothing: not yet, or no longer. */
export const WANTS_NOTHING = ['awaiting_approval', 'cancelled', 'refused', 'failed'] as const

const json = z.json()
const key = ({ kind, id }: Subject) => ({ subjectKind: kind, subjectId: id })

/** What is desired of a subject nobody has acted on. */
const initialOf = (kind: LedgerSubject) => (kind === 'group' ? INITIAL : {})

const lockedRow = z.object({
  subject_id: z.string(),
  desired: z.json(),
  version: z.number(),
  last_seq: z.number(),
  ledger_id: z.string().nullable(),
  accepted: z.json(),
  accepted_seq: z.number(),
})

/**
 * The desired states of subjects of one kind by their ids, locked until the transaction ends: intents on one subject
 * are written one by one. Locks are taken in the order of the ids, so that two of these never wait for each other.
 */
export async function lockDesired(
  tx: Tx,
  kind: LedgerSubject,
  ids: readonly string[],
): Promise<Map<string, Locked>> {
  // Where there is only one, nothing can be locked out of order.
  const known = ids.length === 1 ? await lockKnown(tx, kind, ids) : undefined
  if (known?.size === 1) return known
  const desired = JSON.stringify(initialOf(kind))
  await tx.$executeRaw`
    INSERT INTO desired_state (subject_kind, subject_id, desired)
    SELECT ${kind}::"LedgerSubject", id, ${desired}::jsonb
    FROM unnest(${[...ids].sort()}::text[]) AS id
    ON CONFLICT DO NOTHING`
  return await lockKnown(tx, kind, ids)
}

/** The desired state of one subject, locked until the transaction ends. */
export async function lockOneDesired(tx: Tx, { kind, id }: Subject): Promise<Locked> {
  const locked = (await lockDesired(tx, kind, [id])).get(id)
  if (!locked) throw new Error(`the desired state of ${kind} ${id} is gone`)
  return locked
}

async function lockKnown(tx: Tx, kind: LedgerSubject, ids: readonly string[]): Promise<Map<string, Locked>> {
  const rows = await tx.$queryRaw`
    SELECT subject_id, desired, version, last_seq, ledger_id::text, accepted, accepted_seq FROM desired_state
    WHERE subject_kind = ${kind}::"LedgerSubject" AND subject_id = ANY(${[...ids]}::text[])
    ORDER BY subject_id FOR UPDATE`
  return new Map(
    z
      .array(lockedRow)
      .parse(rows)
      .map((row) => [
        row.subject_id,
        {
          desired: row.desired,
          version: row.version,
          lastSeq: row.last_seq,
          ledgerId: row.ledger_id,
          accepted: row.accepted === null ? null : { desired: row.accepted, seq: row.accepted_seq },
        },
      ]),
  )
}

/** What actions make of a group comes before what staff set by hand, which stays behind it. */
const shownStanding = Prisma.sql`
  CASE WHEN excluded.standing = 'good' AND group_extension.under_review THEN 'under_review'::"Standing"
       ELSE excluded.standing END`

export type NextDesired = Versioned & { id: string }

/** Writes new versions, and the standings that lists filter by, together. */
export async function writeDesired(tx: Tx, kind: LedgerSubject, next: readonly NextDesired[]): Promise<void> {
  const rows = next.map(({ id, desired, version, lastSeq, ledgerId }) => ({
    id,
    desired,
    version,
    last_seq: lastSeq,
    ledger_id: ledgerId,
  }))
  await tx.$executeRaw`
    UPDATE desired_state AS state
    SET desired = next.desired, version = next.version, last_seq = next.last_seq, ledger_id = next.ledger_id,
        updated_at = now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS next (id text, desired jsonb, version int, last_seq int, ledger_id uuid)
    WHERE state.subject_kind = ${kind}::"LedgerSubject" AND state.subject_id = next.id`
  if (kind !== 'group') return
  const standings = next.map(({ id, desired }) => ({ id, standing: desiredGroup.parse(desired).standing }))
  await tx.$executeRaw`
    INSERT INTO group_extension (group_id, standing)
    SELECT id, standing FROM jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) AS next (id text, standing "Standing")
    ON CONFLICT (group_id) DO UPDATE SET standing = ${shownStanding}
    WHERE group_extension.standing <> ${shownStanding}`
}

const wantingRow = z.object({
  id: z.string(),
  seq: z.number(),
  state: z.enum(['planned', 'sending', 'unknown', 'verified', 'already_so']),
  action: actionName,
  input: z.json(),
  kept: z.json(),
  desired: z.json(),
  desired_before: z.json(),
})

/**
 * After a row ended: what the subject should be now, as a new version. Rows that wait behind it were planned on what was
 * expected then; they are put on what came of it, so that a lift returns to the status that its suspension found.
 */
export async function refreshDesired(tx: Tx, subject: Subject, before: Locked): Promise<void> {
  const { kind, id } = subject
  const rows = await wantingRows(tx, subject)
  const [held] = rows.filter((row) => tookEffect(row.state))
  const { accepted } = before
  const base = accepted && accepted.seq >= (held?.seq ?? 0) ? accepted : held
  let desired = base?.desired ?? (await desiredAtFirst(tx, subject))
  for (const row of rows.filter((one) => !tookEffect(one.state))) {
    const next = json.parse(CATALOGUE[row.action].desired(desired, row.input, row.kept))
    if (!isDeepStrictEqual([row.desired_before, row.desired], [desired, next]))
      await tx.$executeRaw`
        UPDATE ledger SET desired_before = ${JSON.stringify(desired)}::jsonb, desired = ${JSON.stringify(next)}::jsonb
        WHERE id = ${row.id}::uuid`
    desired = next
  }
  await writeDesired(tx, kind, [{ ...before, id, desired, version: before.version + 1 }])
}

/**
 * Makes what was found what is desired: it holds against everything that was wanted before, whatever becomes of that.
 * The caller holds the lock on `before`.
 */
export async function acceptDesired(
  tx: Tx,
  subject: Subject,
  before: Versioned,
  desired: DesiredJson,
): Promise<void> {
  const { kind, id } = subject
  await writeDesired(tx, kind, [{ ...before, id, desired, version: before.version + 1 }])
  await tx.desiredState.update({
    where: { subjectKind_subjectId: key(subject) },
    data: { accepted: json.parse(desired) ?? {}, acceptedSeq: before.lastSeq },
    select: { version: true },
  })
}

/** The newest row that took effect, where there is one, and those that wait behind it; in their order. */
async function wantingRows(tx: Tx, { kind, id }: Subject) {
  const rows = await tx.$queryRaw`
    SELECT id::text, seq, state::text, action, input, kept, desired, desired_before FROM ledger
    WHERE subject_kind = ${kind}::"LedgerSubject" AND subject_id = ${id}
      AND state NOT IN ('awaiting_approval', 'cancelled', 'refused', 'failed')
      AND seq >= coalesce((
        SELECT max(seq) FROM ledger
        WHERE subject_kind = ${kind}::"LedgerSubject" AND subject_id = ${id} AND state IN ('verified', 'already_so')
      ), 0)
    ORDER BY seq`
  return z.array(wantingRow).parse(rows)
}

async function desiredAtFirst(tx: Tx, subject: Subject): Promise<DesiredJson> {
  const first = await tx.ledgerRow.findFirst({
    where: key(subject),
    orderBy: { seq: 'asc' },
    select: { desiredBefore: true },
  })
  return first?.desiredBefore ?? initialOf(subject.kind)
}
