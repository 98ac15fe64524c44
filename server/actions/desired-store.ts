import { z } from 'zod'
import { desiredGroup, INITIAL } from '@/server/actions/desired'
import type { Subject } from '@/server/actions/subject'
import type { Tx } from '@/server/db/client'
import type { Prisma } from '@/server/db/generated/client'

/** What is desired of a subject, as JSON of its kind's own shape. */
export type DesiredJson = Prisma.JsonValue

type Versioned = { desired: DesiredJson; version: number; lastSeq: number; ledgerId?: string | null }

/** Rows in these states want nothing: not yet, or no longer. */
export const WANTS_NOTHING = ['awaiting_approval', 'cancelled', 'refused', 'failed'] as const

const key = ({ kind, id }: Subject) => ({ subjectKind: kind, subjectId: id })
const json = z.json()

/** What is desired of a subject nobody has acted on. */
const initialOf = ({ kind }: Subject) => (kind === 'group' ? INITIAL : {})

/** The desired state of a subject, locked until the transaction ends: intents on one subject are written one by one. */
export async function lockDesired(tx: Tx, subject: Subject): Promise<Versioned> {
  const { kind, id } = subject
  await tx.desiredState.createMany({
    data: { ...key(subject), desired: initialOf(subject) },
    skipDuplicates: true,
  })
  await tx.$queryRaw`
    SELECT 1 FROM desired_state WHERE subject_kind = ${kind}::"LedgerSubject" AND subject_id = ${id} FOR UPDATE`
  const row = await tx.desiredState.findUniqueOrThrow({ where: { subjectKind_subjectId: key(subject) } })
  return { desired: row.desired, version: row.version, lastSeq: row.lastSeq, ledgerId: row.ledgerId }
}

/** Writes a new version, and the standing that lists filter by, together. */
export async function writeDesired(tx: Tx, subject: Subject, next: Versioned): Promise<void> {
  const desired = json.parse(next.desired) ?? {}
  await tx.desiredState.update({
    where: { subjectKind_subjectId: key(subject) },
    data: { ...next, desired, updatedAt: new Date() },
    select: { version: true },
  })
  if (subject.kind !== 'group') return
  const groupId = subject.id
  const { standing } = desiredGroup.parse(desired)
  await tx.groupExtension.upsert({ where: { groupId }, create: { groupId, standing }, update: { standing } })
}

/** After a row ended: what the subject should be now, as a new version. */
export async function refreshDesired(tx: Tx, subject: Subject): Promise<void> {
  const before = await lockDesired(tx, subject)
  const standing = await tx.ledgerRow.findFirst({
    where: { ...key(subject), state: { notIn: [...WANTS_NOTHING] } },
    orderBy: { seq: 'desc' },
    select: { desired: true },
  })
  const desired = standing?.desired ?? (await desiredAtFirst(tx, subject))
  await writeDesired(tx, subject, { ...before, desired, version: before.version + 1 })
}

async function desiredAtFirst(tx: Tx, subject: Subject): Promise<DesiredJson> {
  const first = await tx.ledgerRow.findFirst({
    where: key(subject),
    orderBy: { seq: 'asc' },
    select: { desiredBefore: true },
  })
  return first?.desiredBefore ?? initialOf(subject)
}
