import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from '@/server/features/cases/accused'
import type { By } from '@/server/features/cases/claim'
import { moveCase } from '@/server/features/cases/move'
import { type Held, releaseIn } from '@/server/features/cases/release'
import { refuseStranger } from '@/server/features/cases/sight'
import { tellInbox } from '@/server/features/inbox/tell'
import { enqueue } from '@/server/jobs/enqueue'
import { colleague } from './colleagues'
import { writeNote } from './notes'
import { LONGEST_SNOOZE_MS } from './schema'

type Done = Record<string, never>

/** Leaves a case to others: `next` does not offer it to this person for a while. What they hold of it is given back. */
export async function skipCase({ prisma }: Db, by: By, held: Held): Promise<Done> {
  return await prisma.$transaction(async (tx) => {
    await refuseStranger(tx, by.actor.id, held.caseId)
    const row = await tx.case.findUniqueOrThrow({ where: { id: held.caseId } })
    if (row.claimedById === by.actor.id && row.epoch === held.epoch) await releaseIn(tx, by, held)
    const key = { caseId: held.caseId, staffId: by.actor.id }
    const skippedAt = new Date()
    await tx.caseSkip.upsert({
      where: { caseId_staffId: key },
      create: { ...key, skippedAt },
      update: { skippedAt },
    })
    await appendAudit(tx, { ...by, action: 'case.skipped', subject: accusedOf(row), caseId: row.id })
    return {}
  })
}

/**
 * Takes a case out of the queue until a time (ms); then it is back for everybody.
 * Throws DomainError `invalid` / `snooze_too_long`, `conflict` / `claim_held`, `case_changed`, `case_not_open`, `time_past`.
 */
export async function snoozeCase({ prisma }: Db, by: By, input: Held & { until: number }): Promise<Done> {
  const { caseId, epoch, until } = input
  const now = Date.now()
  if (until > now + LONGEST_SNOOZE_MS) throw new DomainError('invalid', 'snooze_too_long', { field: 'until' })
  return await prisma.$transaction(async (tx) => {
    const event = { type: 'snooze', by: by.actor.id, epoch, until, now } as const
    const { before, after } = await moveCase(tx, caseId, event)
    await enqueue(tx, 'cases.wake', {}, `wake:${caseId}`, new Date(until))
    await appendAudit(tx, {
      ...by,
      action: 'case.snoozed',
      subject: accusedOf(before),
      after: { until, epoch: after.epoch },
      caseId,
    })
    return {}
  })
}

/** Brings a snoozed case back before its time. Throws DomainError `conflict` / `case_not_snoozed`. */
export async function wakeCase({ prisma }: Db, by: By, { caseId }: { caseId: string }): Promise<Done> {
  return await prisma.$transaction(async (tx) => {
    await refuseStranger(tx, by.actor.id, caseId)
    const { before } = await moveCase(tx, caseId, { type: 'wake' })
    await appendAudit(tx, { ...by, action: 'case.woken', subject: accusedOf(before), caseId })
    return {}
  })
}

/**
 * Gives a case to a colleague, whose next case it then is, or back to everybody. Throws DomainError `invalid` /
 * `colleague_unfit` (gone, may not decide, may not see it, their own affair), `conflict` as the table of states has it.
 */
export async function assignCase(
  { prisma }: Db,
  by: By,
  input: Held & { staffId: string | null },
): Promise<Done> {
  const { caseId, epoch, staffId: to } = input
  return await prisma.$transaction(async (tx) => {
    if (to !== null) await colleague(tx, to, caseId)
    const event = { type: 'assign', by: by.actor.id, epoch, to, now: Date.now() } as const
    const { before, after } = await moveCase(tx, caseId, event)
    if (to !== null) await tellInbox(tx, to, { caseId, kind: 'assigned', by: by.actor.id })
    await appendAudit(tx, {
      ...by,
      action: 'case.assigned',
      subject: accusedOf(before),
      before: { assignedTo: before.assignedToId },
      after: { assignedTo: to, epoch: after.epoch },
      caseId,
    })
    return {}
  })
}

/**
 * Sends a case to another queue with a reason that those who work there read first. Throws DomainError `invalid` /
 * `queue_unknown`, `queue_same`, `queue_not_restricted` (an emergency stays among few), `conflict`.
 */
export async function escalateCase(
  { prisma }: Db,
  by: By,
  input: Held & { queueId: string; reason: string },
): Promise<Done> {
  const { caseId, epoch, queueId, reason } = input
  return await prisma.$transaction(async (tx) => {
    const event = { type: 'escalate', by: by.actor.id, epoch, now: Date.now() } as const
    const { before, after } = await moveCase(tx, caseId, event)
    await refuseQueue(tx, queueId, before)
    await tx.case.update({ where: { id: caseId }, data: { queueId }, select: { id: true } })
    await tx.caseSkip.deleteMany({ where: { caseId } })
    await writeNote(tx, by, before, { kind: 'escalation', text: reason })
    await appendAudit(tx, {
      ...by,
      action: 'case.escalated',
      subject: accusedOf(before),
      before: { queue: before.queueId },
      after: { queue: queueId, epoch: after.epoch },
      personal: { reason },
      caseId,
    })
    return {}
  })
}

async function refuseQueue(tx: Tx, queueId: string, row: { queueId: string; emergency: boolean }) {
  const refuse = (reason: string) => new DomainError('invalid', reason, { field: 'queueId' })
  const queue = await tx.queue.findUnique({ where: { id: queueId } })
  if (!queue?.active) throw refuse('queue_unknown')
  if (queueId === row.queueId) throw refuse('queue_same')
  if (row.emergency && !queue.restricted) throw refuse('queue_not_restricted')
}
