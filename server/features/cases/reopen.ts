import { appendAudit } from '@/server/audit/append'
import type { Db, Tx } from '@/server/db/client'
import { type Case, Prisma } from '@/server/db/generated/client'
import { DomainError } from '@/server/errors'
import { accusedOf } from './accused'
import type { By } from './claim'
import { moveCase } from './move'
import { hasOpenCase, type Sighted } from './sight'

/**
 * Opens a closed case again, in the hands of whoever reopens it. Its decision stays on record, marked as revoked; what an
 * action did to the subject is not touched.
 * Throws DomainError `conflict` / `case_not_closed`, or `subject_has_open_case` with its `{number}`.
 */
export async function reopenCase(
  { prisma }: Db,
  by: By,
  { caseId, reason }: { caseId: string; reason: string },
): Promise<{ epoch: number; expiresAt: number }> {
  try {
    return await prisma.$transaction((tx) => reopen(tx, by, caseId, reason))
  } catch (error) {
    // A new report opened a case about the same subject in the same moment.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new DomainError('conflict', 'subject_has_open_case', { facts: { number: null } })
    }
    throw error
  }
}

/** The same within the caller's transaction; without a reason where somebody takes back what they decided just now. */
export async function reopen(tx: Tx, by: By, caseId: string, reason?: string) {
  const closed = await tx.case.findUnique({ where: { id: caseId } })
  if (closed?.state === 'closed') await refuseSecondOpenCase(tx, by.actor, closed)
  const now = Date.now()
  const { before, after } = await moveCase(tx, caseId, { type: 'reopen', by: by.actor.id, now })
  await revokeDecision(tx, caseId)
  await appendAudit(tx, {
    ...by,
    action: 'case.reopened',
    subject: accusedOf(before),
    before: { state: before.state, outcome: before.outcome },
    after: { state: after.state, epoch: after.epoch },
    personal: reason === undefined ? undefined : { reason },
    caseId,
  })
  return { epoch: after.epoch, expiresAt: after.claim?.expiresAt ?? now }
}

async function refuseSecondOpenCase(tx: Tx, actor: Sighted, { id }: Case) {
  const subjects = await tx.caseSubject.findMany({ where: { caseId: id }, select: { kind: true, key: true } })
  const other = await tx.caseSubject.findFirst({
    where: { open: true, OR: subjects },
    select: { case: { select: { number: true } } },
  })
  if (!other) return
  throw await hasOpenCase(tx, actor, other.case.number)
}

/** The decision in force no longer is. */
export async function revokeDecision(tx: Tx, caseId: string): Promise<void> {
  await tx.decision.updateMany({ where: { caseId, revokedAt: null }, data: { revokedAt: new Date() } })
}
