import { z } from 'zod'
import { desiredGroup, INITIAL } from '@/server/actions/desired'
import type { LedgerSubject, Subject } from '@/server/actions/subject'
import type { Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'

/** What is desired of a subject, as JSON of its kind's own shape. */
export type DesiredJson = Prisma.JsonValue

export type Versioned = { desired: DesiredJson; version: number; lastSeq: number; ledgerId: string | null }

/** Rows in these states want nothing: not yet, or no longer. */
export const WANTS_NOTHING = ['awaiting_approval', 'cancelled', 'refused', 'failed'] as const

const key = ({ kind, id }: Subject) => ({ subjectKind: kind, subjectId: id })

/** What is desired of a subject nobody has acted on. */
const initialOf = (kind: LedgerSubject) => (kind === 'group' ? INITIAL : {})

const lockedRow = z.object({
  subject_id: z.string(),
  desired: z.json(),
  version: z.number(),
  last_seq: z.number(),
  ledger_id: z.string().nullable(),
})

/**
 * The desired states of subjects of one kind by their ids, locked until the transaction ends: intents on one subject
 * are written one by one. Locks are taken in the order of the ids, so that two of these never wait for each other.
 */
export async function lockDesired(
  tx: Tx,
  kind: LedgerSubject,
  ids: readonly string[],
): Promise<Map<string, Versioned>> {
  const desired = JSON.stringify(initialOf(kind))
  await tx.$executeRaw`
    INSERT INTO desired_state (subject_kind, subject_id, desired)
    SELECT ${kind}::"LedgerSubject", id, ${desired}::jsonb FROM unnest(${[...ids]}::text[]) AS id
    ON CONFLICT DO NOTHING`
  const rows = await tx.$queryRaw`
    SELECT subject_id, desired, version, last_seq, ledger_id::text FROM desired_state
    WHERE subject_kind = ${kind}::"LedgerSubject" AND subject_id = ANY(${[...ids]}::text[])
    ORDER BY subject_id FOR UPDATE`
  return new Map(
    z
      .array(lockedRow)
      .parse(rows)
      .map((row) => [
        row.subject_id,
        { desired: row.desired, version: row.version, lastSeq: row.last_seq, ledgerId: row.ledger_id },
      ]),
  )
}

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
    ON CONFLICT (group_id) DO UPDATE SET standing = excluded.standing
    WHERE group_extension.standing <> excluded.standing`
}

/** After a row ended: what the subject should be now, as a new version. */
export async function refreshDesired(tx: Tx, subject: Subject): Promise<void> {
  const { kind, id } = subject
  const before = (await lockDesired(tx, kind, [id])).get(id)
  if (!before) throw new Error(`the desired state of ${kind} ${id} is gone`)
  const newest = await tx.ledgerRow.findFirst({
    where: { ...key(subject), state: { notIn: [...WANTS_NOTHING] } },
    orderBy: { seq: 'desc' },
    select: { desired: true },
  })
  const desired = newest?.desired ?? (await desiredAtFirst(tx, subject))
  await writeDesired(tx, kind, [{ ...before, id, desired, version: before.version + 1 }])
}

async function desiredAtFirst(tx: Tx, subject: Subject): Promise<DesiredJson> {
  const first = await tx.ledgerRow.findFirst({
    where: key(subject),
    orderBy: { seq: 'asc' },
    select: { desiredBefore: true },
  })
  return first?.desiredBefore ?? initialOf(subject.kind)
}
