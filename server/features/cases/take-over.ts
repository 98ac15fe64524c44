import { appendAudit } from '@/server/audit/append'
import type { Db } from '@/server/db/client'
import { accusedOf } from './accused'
import type { By } from './claim'
import { moveCase } from './move'

/**
 * Takes a case from whoever holds it at `epoch`, with a reason. What they had typed stays with them as a draft.
 * Throws DomainError `conflict` / `case_changed` where it changed hands meanwhile, or `case_not_open`.
 */
export async function takeOverCase(
  { prisma }: Db,
  by: By,
  { caseId, epoch, reason }: { caseId: string; epoch: number; reason: string },
): Promise<{ epoch: number; expiresAt: number }> {
  return await prisma.$transaction(async (tx) => {
    const now = Date.now()
    const { before, after } = await moveCase(tx, caseId, { type: 'takeOver', by: by.actor.id, epoch, now })
    await appendAudit(tx, {
      ...by,
      action: 'case.taken_over',
      subject: accusedOf(before),
      before: { claimedBy: before.claimedById },
      after: { claimedBy: by.actor.id, epoch: after.epoch },
      personal: { reason },
      caseId,
    })
    return { epoch: after.epoch, expiresAt: after.claim?.expiresAt ?? now }
  })
}
