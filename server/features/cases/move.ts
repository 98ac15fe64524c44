import type { Tx } from '@/server/db/client'
import type { Case } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { type CaseEvent, type CaseNow, type CaseRefusal, transition } from './case-states'
import { refuseStranger } from './sight'

/** A case as it was before an event and as it is after it. */
export type Moved = { before: Case; after: CaseNow }

/** What the transition table needs to know of a row. */
export function caseNow(row: Case): CaseNow {
  const { state, outcome, epoch, claimedById, claimExpiresAt, assignedToId, mergedIntoId } = row
  const claim =
    claimedById && claimExpiresAt ? { staffId: claimedById, expiresAt: claimExpiresAt.getTime() } : null
  const snoozedUntil = row.snoozedUntil?.getTime() ?? null
  return { state, outcome, epoch, claim, snoozedUntil, assignedTo: assignedToId, mergedInto: mergedIntoId }
}

/**
 * Applies one event to a case: the row is locked, the transition table decides, and the update is conditional on the
 * epoch and state that were decided on. Of any number at once, each sees what the one before it left.
 * Throws DomainError `not_found` (also for a case that this person may not see), `forbidden` / `own_affair`, or `conflict`
 * with the facts of the newer state.
 */
export async function moveCase(tx: Tx, caseId: string, event: CaseEvent): Promise<Moved> {
  await tx.$queryRaw`SELECT 1 FROM "case" WHERE id = ${caseId}::uuid FOR NO KEY UPDATE`
  const before = await tx.case.findUnique({ where: { id: caseId } })
  if (!before) throw new DomainError('not_found', 'not_found')
  if ('by' in event) await refuseStranger(tx, event.by, caseId)
  const result = transition(caseNow(before), event)
  if (!result.ok) throw await conflict(tx, before, result.reason)
  const after = result.next
  const { count } = await tx.case.updateMany({
    where: { id: caseId, epoch: before.epoch, state: before.state },
    data: {
      state: after.state,
      outcome: after.outcome,
      epoch: after.epoch,
      claimedById: after.claim?.staffId ?? null,
      claimExpiresAt: after.claim ? new Date(after.claim.expiresAt) : null,
      closedAt: after.state === 'closed' ? new Date() : null,
      snoozedUntil: after.snoozedUntil === null ? null : new Date(after.snoozedUntil),
      assignedToId: after.assignedTo,
      mergedIntoId: after.mergedInto,
      ...(before.state === 'open' && after.state !== 'open' && { decidedAt: new Date() }),
      ...(after.state === 'open' && before.state !== 'open' && { decidedAt: null }),
      ...(event.type === 'claim' && !before.firstLookAt && { firstLookAt: new Date(event.now) }),
    },
  })
  if (count !== 1) throw new Error(`case ${caseId} changed under its lock`)
  return { before, after }
}

/** What somebody who lost has to know: how the case stands now, and by whom. */
async function conflict(tx: Tx, row: Case, reason: CaseRefusal): Promise<DomainError> {
  const { number, state, outcome, epoch } = row
  const name = row.state === 'open' ? await holderName(tx, row) : await deciderName(tx, row.id)
  const expiresAt = row.claimExpiresAt?.getTime() ?? null
  return new DomainError('conflict', reason, { facts: { number, state, outcome, epoch, name, expiresAt } })
}

async function holderName(tx: Tx, { claimedById }: Case): Promise<string | null> {
  if (claimedById === null) return null
  const holder = await tx.staff.findUnique({ where: { id: claimedById }, select: { name: true } })
  return holder?.name ?? null
}

async function deciderName(tx: Tx, caseId: string): Promise<string | null> {
  const decision = await tx.decision.findFirst({
    where: { caseId, revokedAt: null },
    orderBy: { epoch: 'desc' },
    select: { staff: { select: { name: true } } },
  })
  return decision?.staff.name ?? null
}
